import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import {
  AlertTriangleIcon,
  CheckCircleIcon,
  CircleDashedIcon,
  type IconProps,
  InfoIcon,
  XOctagonIcon,
} from '@/components/ui/icons'

export const TONES = ['ok', 'warn', 'bad', 'info', 'neutral'] as const
export type Tone = (typeof TONES)[number]

const LOOK: Record<Tone, { className: string; icon: (props: IconProps) => ReactNode }> = {
  ok: { className: 'bg-ok-soft text-ok', icon: CheckCircleIcon },
  warn: { className: 'bg-warn-soft text-warn', icon: AlertTriangleIcon },
  bad: { className: 'bg-bad-soft text-bad', icon: XOctagonIcon },
  info: { className: 'bg-info-soft text-info', icon: InfoIcon },
  neutral: { className: 'bg-neutral-soft text-muted', icon: CircleDashedIcon },
}

interface StatusPillProps {
  tone: Tone
  /** Replaces the tone's own icon. */
  icon?: ReactNode
  /** The word; a colour never stands alone. */
  children: ReactNode
  title?: string
  className?: string
}

export function StatusPill({ tone, icon, children, title, className }: StatusPillProps) {
  const Icon = LOOK[tone].icon
  return (
    <span
      data-slot="status-pill"
      data-tone={tone}
      title={title}
      className={cn('pill', LOOK[tone].className, className)}
    >
      {icon ?? <Icon />}
      {children}
    </span>
  )
}

const INK: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  neutral: 'text-muted',
}

/** The icon alone, for places where the word stands beside it. */
export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = LOOK[tone].icon
  return <Icon className={cn('shrink-0', INK[tone], className)} />
}
