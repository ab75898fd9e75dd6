import type { Metadata } from 'next'
import { LeaseListPage } from '@/app/_components/leases/lease-list-page'
import { RequestCapacityDialog } from '@/components/liquidity/ticket/request-capacity-dialog'
import { loadRequestTerms } from '@/lib/flows/market/request-terms'
import { requireRole } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { leaseBindings } from './bindings'
import { requestCapacity } from './requests/actions'

export const metadata: Metadata = { title: 'Leases' }

export default async function SubscriberLeasesPage({
  searchParams,
}: PageProps<'/subscriber/leases'>) {
  const ctx = await requireRole('subscriber')
  const request = (
    <RequestCapacityDialog
      terms={await loadRequestTerms(ctx)}
      unit={ctx.display.unit}
      action={requestCapacity}
      blockedBy={writeBlock(ctx)}
    />
  )
  return (
    <LeaseListPage
      ctx={ctx}
      params={await searchParams}
      bindings={leaseBindings}
      action={request}
      firstStep={request}
    />
  )
}
