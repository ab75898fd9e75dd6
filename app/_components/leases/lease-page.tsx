import type { Route } from 'next'
import type { LeaseBindings } from '@/components/liquidity/lease-actions/types'
import { LeaseDetailParts } from '@/components/liquidity/lease-detail/lease-detail'
import { Drawer } from '@/components/shared/drawer'
import { PageHeader } from '@/components/shared/page-header'
import { LinkButton } from '@/components/ui/link-button'
import type { ViewerCtx } from '@/lib/web/viewer'
import { loadLease } from './load-lease'

interface LeaseProps {
  ctx: ViewerCtx
  leaseId: string
  bindings: LeaseBindings
}

/** One lease over the list. */
export async function LeaseDrawer({ ctx, leaseId, bindings }: LeaseProps) {
  const loaded = await loadLease(ctx, leaseId)
  const { lease } = loaded.detail
  return (
    <Drawer title={`${lease.id}`} subtitle={lease.counterparty}>
      <LeaseDetailParts {...loaded} {...shared(ctx)} bindings={bindings} />
    </Drawer>
  )
}

/** One lease on its own page. */
export async function LeasePage({ ctx, leaseId, bindings }: LeaseProps) {
  const loaded = await loadLease(ctx, leaseId)
  const { lease } = loaded.detail
  const { role } = ctx.actor
  return (
    <div className="space-y-4">
      <PageHeader
        title={`${lease.id}`}
        purpose={PARTIES[role]}
        scope={lease.counterparty}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={<LinkButton href={`/${role}/leases` as Route}>Back to leases</LinkButton>}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2 lg:items-start">
        <LeaseDetailParts {...loaded} {...shared(ctx)} bindings={bindings} />
      </div>
    </div>
  )
}

const PARTIES = {
  treasury: 'Capacity that you lease to',
  subscriber: 'Inbound capacity leased from',
  admin: 'Capacity leased from',
} as const

function shared(ctx: ViewerCtx) {
  return { role: ctx.actor.role, viewer: ctx.display, now: ctx.clock.now().toISOString() }
}
