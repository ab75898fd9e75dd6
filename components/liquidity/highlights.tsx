'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { Amount } from '@/components/shared/amount'
import { formatInteger } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { Badge } from '@/components/ui/badge'
import { ChevronDownIcon } from '@/components/ui/icons'
import { viewerText } from '@/lib/core/viewer-text'

/** A piece of a sentence: words, words with facts, an amount in the viewer's unit, or an instant in the viewer's zone. */
export type HighlightPart = string | { told: string } | { sats: number } | { at: string }

/** One special case of the demo world and where it is to be seen. */
export interface Highlight {
  name: string
  title: string
  text: readonly HighlightPart[]
  href: string
}

interface HighlightsProps {
  highlights: readonly Highlight[]
  viewer: Viewer
}

/** "What to look at": the special cases that the loaded data shows now; nothing without any. */
export function Highlights({ highlights, viewer }: HighlightsProps) {
  if (highlights.length === 0) return null
  return (
    <section
      data-slot="panel"
      id="what-to-look-at"
      aria-labelledby="what-to-look-at-title"
      className="min-w-0 rounded-card border border-border bg-surface"
    >
      <details open className="group">
        <summary className="flex min-h-10 cursor-pointer list-none items-center justify-between gap-3 px-4 py-1.5 hover:bg-hover focus-visible:-outline-offset-2 coarse:min-h-11 [&::-webkit-details-marker]:hidden">
          <h2 id="what-to-look-at-title" className="flex items-center gap-2 font-semibold">
            What to look at
            <Badge>{formatInteger(highlights.length)}</Badge>
          </h2>
          <ChevronDownIcon className="size-4 shrink-0 text-muted group-open:rotate-180" />
        </summary>
        <ul className="grid overflow-hidden rounded-b-card border-border border-t md:grid-cols-2 xl:grid-cols-3">
          {highlights.map(({ name, title, text, href }) => (
            <li
              key={name}
              data-highlight={name}
              className="px-4 py-2 text-dense shadow-[0_0_0_0.5px_var(--border)]"
            >
              <Link
                href={href as Route}
                prefetch={false}
                className="font-medium underline underline-offset-2 coarse:inline-block coarse:py-2"
              >
                {title}
              </Link>
              <p className="text-muted">
                {text.map((part) => (
                  <Part key={JSON.stringify(part)} part={part} viewer={viewer} />
                ))}
              </p>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function Part({ part, viewer }: { part: HighlightPart; viewer: Viewer }) {
  if (typeof part === 'string') return part
  if ('told' in part) return viewerText(part.told, viewer)
  if ('sats' in part) return <Amount sats={part.sats} unit={viewer.unit} />
  return <Timestamp iso={part.at} timeZone={viewer.timeZone} />
}
