import { cn } from '@/components/ui/cn'
import { formatDay, formatInstant, type TimeStyle } from '@/lib/core/time-format'

interface TimestampProps {
  iso: string
  timeZone: string
  style?: TimeStyle
  className?: string
}

/** The only way to show an instant; hovering tells it to the second, with the zone. */
export function Timestamp({ iso, timeZone, style = 'datetime', className }: TimestampProps) {
  return (
    <time
      data-slot="timestamp"
      dateTime={iso}
      title={formatInstant(iso, timeZone, 'full')}
      className={cn('num', className)}
    >
      {formatInstant(iso, timeZone, style)}
    </time>
  )
}

/** A calendar day of the books; days are UTC whatever the viewer's zone. */
export function Day({ date, length = 'long' }: { date: string; length?: 'short' | 'long' }) {
  return (
    <time data-slot="day" dateTime={date} title={`${formatDay(date)} (UTC day)`} className="num">
      {formatDay(date, length)}
    </time>
  )
}

/** "12 days" with the exact end on hover. */
export function DaysLeft({ days, end, timeZone }: { days: number; end: string; timeZone: string }) {
  const text = days === 1 ? '1 day' : `${days} days`
  return (
    <time
      data-slot="days-left"
      dateTime={end}
      title={`Ends ${formatInstant(end, timeZone, 'full')}`}
      className={cn('num', days === 0 && 'text-muted')}
    >
      {days === 0 ? 'Expired' : text}
    </time>
  )
}
