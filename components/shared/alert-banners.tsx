import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { formatInteger } from './format'
import { type Tone, ToneIcon } from './status-pill'
import { UserText } from './user-text'

export interface AlertBanner {
  id: string
  tone: Extract<Tone, 'bad' | 'warn' | 'info'>
  title: string
  message: string
  href?: string
  actionLabel?: string
}

interface AlertBannersProps {
  /** The most urgent first. */
  alerts: readonly AlertBanner[]
  /** Where all open alerts are listed, and nothing else. */
  allHref: string
  /** How many are listed there, those given here among them. */
  total?: number
}

const MOST = 3
const WORDS = { bad: 'Error', warn: 'Warning', info: 'Note' } as const
const EDGES = { bad: 'border-l-bad', warn: 'border-l-warn', info: 'border-l-info' } as const

/** What needs the viewer now: three at most, and where the others are; says so when nothing does. */
export function AlertBanners({ alerts, allHref, total = alerts.length }: AlertBannersProps) {
  if (alerts.length === 0) {
    return (
      <p
        data-slot="alert-banners"
        className="flex items-center gap-2 rounded-card border border-border bg-surface px-3 py-2 text-dense text-muted"
      >
        <ToneIcon tone="ok" />
        Nothing needs you now.
        {total > 0 ? <AllLink href={allHref}>{openText(total)}</AllLink> : null}
      </p>
    )
  }
  const shown = alerts.slice(0, MOST)
  return (
    <section
      data-slot="alert-banners"
      aria-label="What needs you now"
      className="overflow-hidden rounded-card border border-border bg-surface"
    >
      <ul>
        {shown.map((alert) => (
          <li
            key={alert.id}
            data-id={alert.id}
            className={cn(
              'relative flex flex-wrap items-center gap-x-2 gap-y-0.5 border-border border-b border-l-3 px-3 py-1.5 text-dense last:border-b-0 hover:bg-hover coarse:min-h-11',
              EDGES[alert.tone],
            )}
          >
            <ToneIcon tone={alert.tone} />
            <span className="sr-only">{WORDS[alert.tone]}:</span>
            <span className="font-medium">
              <UserText>{alert.title}</UserText>
            </span>
            <span className="min-w-0 flex-1 basis-60 text-muted">
              <UserText>{alert.message}</UserText>
            </span>
            {alert.href ? (
              <Link
                href={alert.href as Route}
                prefetch={false}
                className="font-medium underline underline-offset-2 after:absolute after:inset-0"
              >
                {alert.actionLabel ?? 'View'}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
      {total > shown.length ? (
        <p className="border-border border-t px-3 py-1 text-dense">
          <AllLink href={allHref}>
            {formatInteger(total - shown.length)} more, {openText(total)}
          </AllLink>
        </p>
      ) : null}
    </section>
  )
}

function openText(total: number): string {
  return total === 1 ? '1 open alert' : `${formatInteger(total)} open alerts`
}

function AllLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href as Route}
      prefetch={false}
      className="text-muted underline underline-offset-2 hover:text-fg coarse:py-3"
    >
      {children}
    </Link>
  )
}
