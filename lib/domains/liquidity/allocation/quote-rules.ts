import { subSats, sumSats } from '@/lib/core/money'
import type { IsoInstant, Sats } from '@/types'
import { annualisedPpm, effectiveCostPpm, leaseFeeSats } from '../lease/rules'
import { splitFee, type TreasuryPart } from '../pool/split-rules'
import { marginOf } from '../treasury/rules'
import type { FeeTerms } from './fee-rules'
import { endOf } from './start-rules'

export interface QuotePart extends TreasuryPart {
  marginBps: number
}

export interface QuotedPart extends TreasuryPart {
  feeSats: Sats
  marginSats: Sats
  netSats: Sats
}

export interface Quote {
  feeSats: Sats
  effectivePpm: number
  annualisedPpm: number
  /** Flowrate's share of the term's fee, before any other earnings of the same months. */
  marginSats: Sats
  netSats: Sats
  parts: QuotedPart[]
}

/**
 * What an allocation earns over its whole term: fee, Flowrate's margin and the treasuries' net, in
 * satoshis, one lease per part; the costs in ppm are those of the whole. Source: functional
 * specification §4 and §7, Allocate.
 * @throws RangeError for no part, or when the field of the fee model is missing.
 */
export function quoteAllocation(
  parts: readonly QuotePart[],
  fee: FeeTerms,
  { startAt, termDays }: { startAt: IsoInstant; termDays: number },
): Quote {
  const fees = fee.feeSats === null ? null : splitFee(fee.feeSats, parts)
  const quoted = parts.map(({ marginBps, ...part }, index): QuotedPart => {
    const terms = { ...part, ...fee, feeSats: fees?.[index] ?? null }
    const feeSats = leaseFeeSats(terms)
    const marginSats = marginOf(feeSats, marginBps)
    return { ...part, feeSats, marginSats, netSats: subSats(feeSats, marginSats) }
  })
  const whole = { ...fee, sizeSats: sumSats(parts.map(({ sizeSats }) => sizeSats)) }
  return {
    feeSats: sumSats(quoted.map(({ feeSats }) => feeSats)),
    effectivePpm: effectiveCostPpm(whole),
    annualisedPpm: annualisedPpm({ ...whole, startAt, endAt: endOf(startAt, termDays) }),
    marginSats: sumSats(quoted.map(({ marginSats }) => marginSats)),
    netSats: sumSats(quoted.map(({ netSats }) => netSats)),
    parts: quoted,
  }
}
