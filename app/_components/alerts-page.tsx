import { changeReceipt, markAllRead } from '@/app/_actions/notifications'
import { changePreference } from '@/app/(account)/settings/actions'
import {
  type NotificationRow,
  NotificationTable,
} from '@/components/notification/notification-table'
import { filtersOf } from '@/components/shared/data-table/from-words'
import { ActionButton } from '@/components/shared/form/action-button'
import { PageHeader } from '@/components/shared/page-header'
import { canWrite } from '@/lib/platform/actor'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import { alertList } from '@/lib/platform/notification/list'
import { tablePreference } from '@/lib/platform/preference/rules'
import { loadListView } from '@/lib/web/list-view'
import type { RawSearchParams } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'

interface AlertsPageProps {
  ctx: ViewerCtx
  params: RawSearchParams
}

/** All notifications of one organisation; the same page in every role's area. */
export async function AlertsPage({ ctx, params }: AlertsPageProps) {
  const table = `${ctx.actor.role}-alerts`
  const { request, page, facets } = await loadListView(ctx, alertList, table, params)
  const { state, severity, category } = request.filters
  const isFiltered = request.q !== '' || severity.length + category.length > 0
  const isQuiet = page.matching === 0 && state === ALERT_WORDS.filters.state.initial && !isFiltered
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
        state={request}
        filters={filtersOf(ALERT_WORDS, facets, ctx.display.timeZone)}
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
