import 'server-only'
import { chartRange as preferredRange } from '@/lib/platform/preference/rules'
import { type RawSearchParams, readChoice } from './search-params'
import type { ViewerCtx } from './viewer'

const RANGES = { '7': 7, '30': 30, '90': 90 } as const

/** Days that a chart shows: the link's `?range=`, else what the viewer chose last, else 7. */
export async function chartRange(
  ctx: ViewerCtx,
  chart: string,
  searchParams: Promise<RawSearchParams>,
): Promise<7 | 30 | 90> {
  const wanted = readChoice(await searchParams, 'range', ['7', '30', '90'])
  if (wanted !== null) return RANGES[wanted]
  return preferredRange(ctx.preferences, chart)
}
