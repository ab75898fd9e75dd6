import type { Metadata } from 'next'
import { LeaseListPage } from '@/app/_components/leases/lease-list-page'
import { leasesTitle } from '@/app/_components/leases/title'
import { RequestCapacityDialog } from '@/components/liquidity/ticket/request-capacity-dialog'
import { loadRequestTerms } from '@/lib/flows/market/request-terms'
import { canWrite } from '@/lib/platform/actor'
import { requireRole } from '@/lib/web/viewer'
import { leaseBindings } from './bindings'
import { requestCapacity } from './requests/actions'

type Props = PageProps<'/subscriber/leases'>

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: leasesTitle(await searchParams) }
}

export default async function SubscriberLeasesPage({ searchParams }: Props) {
  const ctx = await requireRole('subscriber')
  const request = canWrite(ctx.actor) ? (
    <RequestCapacityDialog
      terms={await loadRequestTerms(ctx)}
      unit={ctx.display.unit}
      action={requestCapacity}
    />
  ) : null
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
