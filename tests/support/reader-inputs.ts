import { ID_PREFIXES } from '@/lib/core/ids'
import { completeDays, previousWindow, utcDate } from '@/lib/core/time'
import { LEASE_ACTIONS } from '@/lib/domains/liquidity/lease/policy'
import { ADMIN_KPIS } from '@/lib/domains/liquidity/platform/breakdowns'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { SUBSCRIBER_KPIS } from '@/lib/domains/liquidity/subscriber/breakdowns'
import { TREASURY_KPIS } from '@/lib/domains/liquidity/treasury/breakdowns'
import { EVERY_LEASE } from '@/lib/flows/lease-view/list-rules'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import type { Reader } from './readers'

const NOW = new Date(REFERENCE_INSTANT)
const MONTH = completeDays(NOW, 30)

/** By name where a type has several meanings, else by type: what a reader is asked with. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  previous: previousWindow(MONTH),
  to: utcDate(NOW),
  date: MONTH.from,
  limit: 100,
}
const BY_TYPE: Readonly<Record<string, readonly unknown[]>> = {
  DateWindow: [MONTH],
  AdminKpi: ADMIN_KPIS,
  SubscriberKpi: SUBSCRIBER_KPIS,
  TreasuryKpi: TREASURY_KPIS,
  LeaseListRequest: [{ ...EVERY_LEASE, per: 100 }],
}

/** Whether a reader asks for one thing by its id. */
export const isById = ({ wants }: Reader) =>
  wants.some(({ name, type }) => (type === 'string' && /^id$|Id$/.test(name)) || FORM.test(type))

/** What opens a lease's form: an id and an action. */
const FORM = /leaseFormInput/

/** Everything that one reader may be asked with, ids from a given choice; null when it is not known how. */
export async function inputsOf(
  ctx: UserCtx,
  { wants }: Reader,
  ids: readonly string[],
): Promise<unknown[][] | null> {
  const choices = await Promise.all(wants.map((want) => choicesOf(ctx, want, ids)))
  if (choices.some((each) => each === null)) return null
  return choices.reduce<unknown[][]>(
    (all, each) => all.flatMap((before) => (each ?? []).map((one) => [...before, one])),
    [[]],
  )
}

async function choicesOf(
  ctx: UserCtx,
  { name, type }: Reader['wants'][number],
  ids: readonly string[],
): Promise<readonly unknown[] | null> {
  if (name in BY_NAME) return [BY_NAME[name]]
  if (type in BY_TYPE) return BY_TYPE[type] ?? null
  if (type.startsWith('PlatformFigures')) return [await loadPlatformFigures(ctx)]
  if (type === 'string' && name === 'id') return ids
  if (FORM.test(type)) {
    const leases = ids.filter((id) => id.startsWith('lease_')).slice(0, 1)
    return leases.flatMap((leaseId) => LEASE_ACTIONS.map((action) => ({ leaseId, action })))
  }
  const kind = /^(\w+)Id$/.exec(name)?.[1] ?? ''
  if (type !== 'string' || !isKind(kind)) return null
  return ids.filter((id) => id.startsWith(`${ID_PREFIXES[kind]}_`))
}

const isKind = (name: string): name is keyof typeof ID_PREFIXES => Object.hasOwn(ID_PREFIXES, name)
