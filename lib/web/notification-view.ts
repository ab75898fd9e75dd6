import 'server-only'
import {
  NOTIFICATION_SORTS,
  NOTIFICATION_STATES,
  type NotificationFilter,
} from '@/lib/platform/notification/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import { ALERT_SEVERITIES, NOTIFICATION_CATEGORIES } from '@/types'
import { parseTableState, type RawSearchParams, readChoices } from './search-params'
import type { ViewerCtx } from './viewer'

/** What the query string asks of the alerts table; the most severe first by itself. */
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
  return {
    q,
    sort,
    page,
    per,
    severity: readChoices(params, 'severity', ALERT_SEVERITIES),
    category: readChoices(params, 'category', NOTIFICATION_CATEGORIES),
    state: readChoices(params, 'state', NOTIFICATION_STATES),
  }
}
