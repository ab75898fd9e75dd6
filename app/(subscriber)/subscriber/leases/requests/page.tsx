import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { LeaseTabs } from '@/components/liquidity/lease-table/lease-tabs'
import { RequestCapacityDialog } from '@/components/liquidity/ticket/request-capacity-dialog'
import { PageHeader } from '@/components/shared/page-header'
import { loadRequestTerms } from '@/lib/flows/market/request-terms'
import { canWrite } from '@/lib/platform/actor'
import { tablePreference } from '@/lib/platform/preference/rules'
import { requireRole } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { RequestTable } from './_components/request-table'
import { cancelRequest, cloneRequest, requestCapacity } from './actions'
import { loadRequests, REQUEST_TABLE } from './read-filter'
import { toRequestRow } from './request-row'

export const metadata: Metadata = { title: 'Capacity requests' }

export default async function RequestsPage({
  searchParams,
}: PageProps<'/subscriber/leases/requests'>) {
  const ctx = await requireRole('subscriber')
  const params = await searchParams
  const [{ page, facets, state }, terms] = await Promise.all([
    loadRequests(ctx, params),
    loadRequestTerms(ctx),
  ])
  const request = canWrite(ctx.actor) ? (
    <RequestCapacityDialog terms={terms} unit={ctx.display.unit} action={requestCapacity} />
  ) : null
  return (
    <div className="space-y-4">
      <PageHeader
        title="Requests"
        purpose="Capacity that you asked for, how much of it is allocated, and why not."
        scope={ctx.actor.organisationName}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={request}
      />
      <LeaseTabs area="subscriber" current="requests" counts={{ requests: page.total }} />
      <RequestTable
        page={{ ...page, rows: page.rows.map(toRequestRow) }}
        state={state}
        filters={[
          { kind: 'choice', param: 'status', label: 'Status', options: facets.status },
          { kind: 'choice', param: 'kind', label: 'Kind', options: facets.kind },
          { kind: 'numbers', min: 'min', max: 'max', label: 'Size', unit: 'BTC' },
        ]}
        viewer={ctx.display}
        preference={tablePreference(ctx.preferences, REQUEST_TABLE)}
        setPreference={changePreference}
        writeBlock={writeBlock(ctx)}
        cancel={cancelRequest}
        clone={cloneRequest}
      />
    </div>
  )
}
