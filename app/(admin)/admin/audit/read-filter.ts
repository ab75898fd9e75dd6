import 'server-only'
import {
  AUDIT_FACETS,
  AUDIT_SORTS,
  type AuditFacet,
  type AuditPageRequest,
} from '@/lib/platform/audit/filter'
import { countAuditFacets, type FacetCount } from '@/lib/platform/audit/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import {
  parseTableState,
  type RawSearchParams,
  readChoices,
  readDateRange,
  readList,
  readText,
} from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import { AUDIT_ACTOR_TYPES } from '@/types'

export const AUDIT_TABLE = 'admin-audit'

export interface AuditView {
  request: AuditPageRequest
  facets: Record<AuditFacet, FacetCount[]>
}

/** What the query string asks of the log. Facet values that no row has are ignored. */
export async function readAuditView(ctx: ViewerCtx, params: RawSearchParams): Promise<AuditView> {
  const state = parseTableState(
    params,
    { sorts: AUDIT_SORTS, defaultSort: { by: 'at', descending: true }, facets: {} },
    tablePreference(ctx.preferences, AUDIT_TABLE).per,
  )
  const asked: AuditPageRequest = {
    q: state.q,
    sort: state.sort,
    page: state.page,
    per: state.per,
    ...readDateRange(params),
    actorType: readChoices(params, 'actorType', AUDIT_ACTOR_TYPES),
    actor: readText(params, 'actor'),
    action: readList(params, 'action'),
    entityType: readList(params, 'entityType'),
    entityId: readText(params, 'entityId'),
    organisation: readList(params, 'organisation'),
    ip: readText(params, 'ip'),
  }
  const facets = await countAuditFacets(ctx, asked)
  const request = { ...asked, ...knownChoices(asked, facets) }
  const hasDropped = AUDIT_FACETS.some((facet) => request[facet].length < asked[facet].length)
  return { request, facets: hasDropped ? await countAuditFacets(ctx, request) : facets }
}

function knownChoices(asked: AuditPageRequest, facets: AuditView['facets']) {
  const known = (facet: 'action' | 'entityType' | 'organisation') => {
    const values = new Set(facets[facet].map(({ value }) => value))
    return asked[facet].filter((value) => values.has(value))
  }
  return {
    action: known('action'),
    entityType: known('entityType'),
    organisation: known('organisation'),
  }
}
