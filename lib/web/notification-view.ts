import 'server-only'
import {
  NOTIFICATION_SORTS,
  NOTIFICATION_STATES,
  type NotificationFilter,
  OPEN_STATES,
} from '@/lib/platform/notification/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import { ALERT_SEVERITIES, NOTIFICATION_CATEGORIES } from '@/types'
import { parseTableState, type RawSearchParams, readChoices } from './search-params'
import type { ViewerCtx } from './viewer'

/** What the query string asks of the alerts table; by itself the open ones, the most severe first. */
export function readNotificationView(
  ctx: ViewerCtx,
  table: string,
  params: RawSearchParams,
): NotificationFilter {
  const { q, sort, page, per } = parseTableState(
    params,
    {
      sorts: NOTIFICATION_SORTS,
      defaultSort: { by: 'severity', descending: false },
      facets: {},
    },
    tablePreference(ctx.preferences, table).per,
  )
  const state = readChoices(params, 'state', NOTIFICATION_STATES)
  return {
    q,
    sort,
    page,
    per,
    severity: readChoices(params, 'severity', ALERT_SEVERITIES),
    category: readChoices(params, 'category', NOTIFICATION_CATEGORIES),
    state: state.length === 0 ? OPEN_STATES : state,
  }
}
