import type { ReactNode } from 'react'
import { formatInstant, zoneName } from '@/lib/core/time-format'
import { RefreshTimer } from './refresh-timer'
import { UserText } from './user-text'

interface PageHeaderProps {
  title: string
  /** One sentence: what the page is for. */
  purpose: string
  /** Whose figures these are. */
  scope?: string
  /** When the figures were read. */
  asOf: string
  timeZone: string
  /** The primary action, at the right. */
  action?: ReactNode
}

/** The page's only h1; names the time zone once for the whole page. */
export function PageHeader({ title, purpose, scope, asOf, timeZone, action }: PageHeaderProps) {
  return (
    <div
      data-slot="page-header"
      className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2"
    >
      <div className="min-w-0">
        <h1 className="font-semibold text-xl leading-7 tracking-tight">{title}</h1>
        <p className="text-dense text-muted">
          {purpose}
          {scope ? (
            <span className="text-faint">
              {' '}
              <UserText>{scope}</UserText>
            </span>
          ) : null}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="num flex items-center gap-1.5 text-muted text-xs">
          <span>
            as of{' '}
            <time dateTime={asOf} title={formatInstant(asOf, timeZone, 'full')}>
              {formatInstant(asOf, timeZone, 'time')}
            </time>{' '}
            {zoneName(asOf, timeZone)}
          </span>
          <RefreshTimer asOf={asOf} />
        </p>
        {action}
      </div>
    </div>
  )
}
