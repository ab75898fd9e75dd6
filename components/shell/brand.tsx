import { cn } from '@/components/ui/cn'

export function BrandMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden="true"
      className={cn('size-7 shrink-0 text-brand-fg', className)}
    >
      <rect width="32" height="32" rx="7" className="fill-brand" />
      <path
        d="M6 19.5c3.4 0 4.6-7 8.4-7s4.4 7 7.6 7c1.9 0 3-1.5 4-3.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <path
        d="M6 25h20"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        opacity=".55"
      />
    </svg>
  )
}
