import { Spinner } from '@/components/ui/spinner'

export function FormSkeleton() {
  return (
    <div className="grid min-h-40 place-items-center">
      <Spinner />
      <span className="sr-only">Loading</span>
    </div>
  )
}
