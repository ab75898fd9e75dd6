import 'server-only'
import {
  EVERY_LEASE,
  LEASE_SORTS,
  LEASE_TABS,
  type LeaseListRequest,
} from '@/lib/flows/lease-view/list-rules'
import { tablePreference } from '@/lib/platform/preference/rules'
import {
  parseTableState,
  type RawSearchParams,
  readAmount,
  readChoice,
  readText,
} from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { FEE_MODELS, LEASE_STATUSES, type Role } from '@/types'

/** The name under which a person's columns and page size are remembered. */
export function leaseTable(role: Role): `${Role}-leases` {
  return `${role}-leases`
}

/** What the query string asks of an area's leases. Whatever is unknown falls back. */
export function readLeaseRequest(
  { actor, preferences }: Pick<ViewerCtx, 'actor' | 'preferences'>,
  params: RawSearchParams,
): LeaseListRequest {
  const state = parseTableState(
    params,
    {
      sorts: LEASE_SORTS,
      defaultSort: EVERY_LEASE.sort,
      facets: { status: LEASE_STATUSES, feeModel: FEE_MODELS },
    },
    tablePreference(preferences, leaseTable(actor.role)).per,
  )
  return {
    ...state,
    tab: readChoice(params, 'tab', LEASE_TABS) ?? 'all',
    counterparty: readText(params, 'counterparty'),
    expiring: readChoice(params, 'expiring', ['14']) !== null,
    sizeMinSats: readAmount(params, 'min'),
    sizeMaxSats: readAmount(params, 'max'),
  }
}
