'use client'

import type { ReactNode } from 'react'
import { Amount } from '@/components/shared/amount'
import { formatInteger, formatPercent } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { sats } from '@/lib/core/money'
import { viewerText } from '@/lib/core/viewer-text'
import {
  bandNotices,
  bandPlace,
  type FeeTerms,
  type Notice,
  type PriceBand,
} from '@/lib/domains/liquidity/allocation/fee-rules'
import { type Quote, quoteAllocation } from '@/lib/domains/liquidity/allocation/quote-rules'
import { remainderNotices } from '@/lib/domains/liquidity/allocation/rules'
import { endOf } from '@/lib/domains/liquidity/allocation/start-rules'
import { splitOverTreasuries, type TreasuryPart } from '@/lib/domains/liquidity/pool/split-rules'
import type { PoolSuggestion } from '@/lib/flows/market/list-suggestions'
import type { IsoInstant, Sats } from '@/types'
import type { HandPart } from './split-fields'

interface AllocateQuoteProps {
  /** As the request asks for it. */
  asked: PriceBand & { termDays: number }
  pool: PoolSuggestion
  /** The most that the lessee holds in the pool before this. */
  exposureSats: number
  /** Those that the size is split over. */
  treasuries: PoolSuggestion['treasuries']
  /** A split by hand; null for the automatic one. */
  parts: readonly HandPart[] | null
  sizeSats: Sats | null
  /** Of the request, before this. */
  remainingSats: number
  leastSats: Sats
  fee: FeeTerms
  startAt: IsoInstant
  viewer: Viewer
}

/** What an allocation would mean, while it is typed, by the rules that will be applied to it. */
export function AllocateQuote(props: AllocateQuoteProps) {
  const { asked, pool, exposureSats, treasuries, sizeSats, startAt, viewer } = props
  const quote = quoteOf(props)
  const platform = pool.checks.find(({ check }) => check === 'platform_exposure')
  const platformLimit = typeof platform?.limit === 'number' ? platform.limit : null
  const nameOf = (id: string) => treasuries.find((each) => each.id === id)?.name ?? id
  const amount = (value: number) => <Amount sats={value} unit={viewer.unit} />
  return (
    <section
      aria-label="What this means"
      data-slot="quote"
      className="grid content-start gap-3 rounded-control bg-sunken p-3 text-dense"
    >
      <Group title="Exposure with this allocation">
        <Line label={pool.poolName}>
          <Limit
            after={exposureSats + (sizeSats ?? 0)}
            limit={pool.maxExposureSats}
            viewer={viewer}
          />
        </Line>
        {platformLimit === null ? null : (
          <Line label="Platform">
            <Limit
              after={pool.platformExposureSats + (sizeSats ?? 0)}
              limit={platformLimit}
              viewer={viewer}
            />
          </Line>
        )}
      </Group>
      {quote === null ? (
        <p className="text-muted">
          Enter a size that the treasuries can carry and a fee to see what they earn.
        </p>
      ) : (
        <>
          <Group title="Fee over the term">
            <Line label="Fee">{amount(quote.feeSats)}</Line>
            <Line label="Effective">
              <Ppm value={quote.effectivePpm} />
            </Line>
            <Line label="Annualised">
              <Ppm value={quote.annualisedPpm} />
            </Line>
            <Line label="Asked for">
              <Band ppm={quote.effectivePpm} band={asked} />
            </Line>
          </Group>
          <Notices
            viewer={viewer}
            notices={[
              ...bandNotices(quote.effectivePpm, asked),
              ...remainderNotices(props.remainingSats - (sizeSats ?? 0), props.leastSats),
            ]}
          />
          <Group title="Who gets it">
            <Line label={`Flowrate margin${rateOf(quote, treasuries)}`}>
              {amount(quote.marginSats)}
            </Line>
            <Line label="Net to treasury">
              <strong className="font-semibold">{amount(quote.netSats)}</strong>
            </Line>
          </Group>
          <Group
            title={
              quote.parts.length === 1 ? 'Treasury' : `Split over ${quote.parts.length} treasuries`
            }
          >
            {quote.parts.map((part) => (
              <Line key={part.treasuryId} label={nameOf(part.treasuryId)}>
                {amount(part.sizeSats)}
              </Line>
            ))}
          </Group>
        </>
      )}
      <Group title="Term">
        <Line label="Starts">
          <Timestamp iso={startAt} timeZone={viewer.timeZone} />
        </Line>
        <Line label={`Ends after ${asked.termDays} days`}>
          <Timestamp iso={endOf(startAt, asked.termDays)} timeZone={viewer.timeZone} />
        </Line>
      </Group>
    </section>
  )
}

function quoteOf(props: AllocateQuoteProps): Quote | null {
  const { sizeSats, fee, treasuries, startAt, asked } = props
  if (sizeSats === null || (fee.feePpm === null && fee.feeSats === null)) return null
  const rooms = treasuries.map(({ id, availableSats }) => ({ treasuryId: id, availableSats }))
  const parts =
    props.parts === null
      ? splitOverTreasuries(sizeSats, rooms, props.leastSats)
      : partsWithin(props.parts, rooms)
  if (parts === null) return null
  const marginBps = (id: string) => treasuries.find((each) => each.id === id)?.marginBps ?? 0
  const priced = parts.map((part) => ({ ...part, marginBps: marginBps(part.treasuryId) }))
  return quoteAllocation(priced, fee, { startAt, termDays: asked.termDays })
}

/** A split by hand, null while a treasury would give more than it has. */
function partsWithin(
  parts: readonly HandPart[],
  rooms: readonly { treasuryId: string; availableSats: Sats }[],
): TreasuryPart[] | null {
  const isWithin = parts.every(({ treasuryId, amountSats }) =>
    rooms.some((room) => room.treasuryId === treasuryId && amountSats <= room.availableSats),
  )
  if (!isWithin) return null
  return parts.map(({ treasuryId, amountSats }) => ({ treasuryId, sizeSats: sats(amountSats) }))
}

/** ", 10.00 %" when all treasuries pay the same. */
function rateOf({ parts }: Quote, treasuries: PoolSuggestion['treasuries']): string {
  const rates = new Set(
    treasuries
      .filter(({ id }) => parts.some(({ treasuryId }) => treasuryId === id))
      .map(({ marginBps }) => marginBps),
  )
  const [rate] = rates
  return rate !== undefined && rates.size === 1 ? `, ${formatPercent(rate / 100)} %` : ''
}

/** What is allowed, but worth knowing before it is done. */
function Notices({ notices, viewer }: { notices: readonly Notice[]; viewer: Viewer }) {
  return notices.map(({ code, detail }) => (
    <p key={code} data-notice={code} className="rounded-control bg-warn-soft px-2.5 py-1.5">
      {viewerText(detail, viewer)}
    </p>
  ))
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-0.5 font-medium text-muted text-xs">{title}</h3>
      <dl className="grid gap-0.5">{children}</dl>
    </div>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-3">
      <dt>{label}</dt>
      <dd className="ml-auto text-right">{children}</dd>
    </div>
  )
}

function Limit({ after, limit, viewer }: { after: number; limit: number; viewer: Viewer }) {
  return (
    <span className={after > limit ? 'text-bad' : undefined}>
      <Amount sats={after} unit={viewer.unit} unitLabel="hidden" /> of{' '}
      <Amount sats={limit} unit={viewer.unit} />
      {after > limit ? ', too much' : null}
    </span>
  )
}

const BAND_WORDS = { below: 'Below', inside: 'Inside', above: 'Above' } as const
const BAND_TONES = { below: 'warn', inside: 'ok', above: 'bad' } as const

function Band({ ppm, band }: { ppm: number; band: PriceBand }) {
  const place = bandPlace(ppm, band)
  return (
    <StatusPill tone={BAND_TONES[place]}>
      {BAND_WORDS[place]} {formatInteger(band.priceMinPpm)}–{formatInteger(band.priceMaxPpm)}
    </StatusPill>
  )
}
