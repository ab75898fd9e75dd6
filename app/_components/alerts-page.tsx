import { changeReceipt, markAllRead } from '@/app/_actions/notifications'
import { changePreference } from '@/app/(account)/settings/actions'
import {
  type NotificationRow,
  NotificationTable,
} from '@/components/notification/notification-table'
import type { TableFilter } from '@/components/shared/data-table/types'
import { ActionButton } from '@/components/shared/form/action-button'
import { PageHeader } from '@/components/shared/page-header'
import { canWrite } from '@/lib/platform/actor'
import {
  countNotificationFacets,
  listNotifications,
  OPEN_STATES,
} from '@/lib/platform/notification/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import { readNotificationView } from '@/lib/web/notification-view'
import type { RawSearchParams } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'

interface AlertsPageProps {
  ctx: ViewerCtx
  params: RawSearchParams
}

/** All notifications of one organisation; the same page in every role's area. */
export async function AlertsPage({ ctx, params }: AlertsPageProps) {
  const table = `${ctx.actor.role}-alerts`
  const request = readNotificationView(ctx, table, params)
  const [page, facets] = await Promise.all([
    listNotifications(ctx, request),
    countNotificationFacets(ctx, request),
  ])
  const isFiltered = request.q !== '' || request.severity.length + request.category.length > 0
  const isQuiet = page.matching === 0 && request.state === OPEN_STATES && !isFiltered
  const filters: TableFilter[] = [
    { kind: 'choice', param: 'state', label: 'State', options: facets.state },
    { kind: 'choice', param: 'severity', label: 'Severity', options: facets.severity },
    { kind: 'choice', param: 'category', label: 'Category', options: facets.category },
  ]
  return (
    <div className="space-y-4">
      <PageHeader
        title="Alerts"
        purpose="What the rules found and still holds. State shows what you dismissed and what has cleared. Dismissing concerns you alone, not your colleagues."
        scope={ctx.actor.organisationName}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={<ActionButton action={markAllRead}>Mark all as read</ActionButton>}
      />
      <NotificationTable
        name={table}
        page={{
          ...page,
          ...(isQuiet && { total: 0 }),
          ...(!canWrite(ctx.actor) && { rows: page.rows.map(lookedAt) }),
        }}
        state={{ q: request.q, sort: request.sort }}
        filters={filters}
        viewer={ctx.display}
        preference={tablePreference(ctx.preferences, table)}
        setPreference={changePreference}
        changeReceipt={changeReceipt}
      />
    </div>
  )
}

/** Where its action would lead, for who may only look. */
function lookedAt(row: NotificationRow): NotificationRow {
  return { ...row, actionLabel: null }
}
