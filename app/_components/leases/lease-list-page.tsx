import { changePreference } from '@/app/(account)/settings/actions'
import type { LeaseBindings } from '@/components/liquidity/lease-actions/types'
import { toLeaseRow } from '@/components/liquidity/lease-table/lease-row'
import { LeaseTable } from '@/components/liquidity/lease-table/lease-table'
import { LeaseTabs } from '@/components/liquidity/lease-table/lease-tabs'
import type { EmptyText, TableFilter } from '@/components/shared/data-table/types'
import { PageHeader } from '@/components/shared/page-header'
import type { LeaseListView, LeaseTab } from '@/lib/flows/lease-view/list-rules'
import { listLeaseViews } from '@/lib/flows/lease-view/queries'
import { tablePreference } from '@/lib/platform/preference/rules'
import type { RawSearchParams } from '@/lib/web/search-params'
import type { ViewerCtx } from '@/lib/web/viewer'
import type { Role } from '@/types'
import { leaseTable, readLeaseRequest } from './read-request'

interface LeaseListPageProps {
  ctx: ViewerCtx
  params: RawSearchParams
  bindings: LeaseBindings
  /** The page's primary action. */
  action?: React.ReactNode
  /** What to do where there is no lease at all. */
  firstStep?: React.ReactNode
}

const PURPOSE: Readonly<Record<Role, string>> = {
  treasury: 'Who leases your bitcoin, for how long, at what price, and what waits for you.',
  subscriber: 'Inbound capacity that you lease: what is delivered, what it costs, when it ends.',
  admin: 'All leases of all treasuries and subscribers.',
}

/** The leases of an area, tab by tab; the same page for every role. */
export async function LeaseListPage({
  ctx,
  params,
  bindings,
  action,
  firstStep,
}: LeaseListPageProps) {
  const { role, organisationName } = ctx.actor
  const request = readLeaseRequest(ctx, params)
  const { page, facets, tabs } = await listLeaseViews(ctx, request)
  return (
    <div className="space-y-4">
      <PageHeader
        title="Leases"
        purpose={PURPOSE[role]}
        {...(role === 'admin' ? {} : { scope: organisationName })}
        asOf={ctx.clock.now().toISOString()}
        timeZone={ctx.display.timeZone}
        action={action}
      />
      <LeaseTabs area={role} current={request.tab} counts={tabs} />
      <LeaseTable
        key={request.tab}
        area={{ role, bindings }}
        page={{
          ...page,
          rows: page.rows.map((lease) => toLeaseRow(lease, role)),
          total: tabs[request.tab],
        }}
        state={{ q: request.q, sort: request.sort }}
        filters={filtersOf(role, facets, tabs)}
        viewer={ctx.display}
        preference={tablePreference(ctx.preferences, leaseTable(role))}
        setPreference={changePreference}
        empty={{
          ...(tabs.all === 0 ? NONE_YET[role] : EMPTY_TAB[request.tab]),
          ...(tabs.all === 0 ? { action: firstStep } : {}),
        }}
      />
    </div>
  )
}

function filtersOf(
  role: Role,
  facets: LeaseListView['facets'],
  tabs: LeaseListView['tabs'],
): TableFilter[] {
  const party = { treasury: 'Counterparty', subscriber: 'Provider', admin: 'Party' }[role]
  const soon = { value: '14', label: '14 days or less', count: tabs.expiring }
  return [
    { kind: 'choice', param: 'status', label: 'Status', options: facets.status },
    { kind: 'choice', param: 'feeModel', label: 'Fee', options: facets.feeModel },
    { kind: 'choice', param: 'expiring', label: 'Ends in', options: [soon] },
    { kind: 'text', param: 'counterparty', label: party, placeholder: 'Part of the name' },
    { kind: 'numbers', min: 'min', max: 'max', label: 'Size', unit: 'BTC' },
  ]
}

const NONE_YET: Readonly<Record<Role, EmptyText>> = {
  treasury: {
    title: 'Nothing is leased yet',
    description:
      'Flowrate offers your free capacity to subscribers; a lease appears here as soon as capacity is reserved for one.',
  },
  subscriber: {
    title: 'You have not leased capacity yet',
    description: 'Ask for inbound capacity; a lease appears here as soon as a provider is found.',
  },
  admin: {
    title: 'There are no leases yet',
    description: 'A lease appears here as soon as capacity is allocated to a request.',
  },
}

const EMPTY_TAB: Readonly<Record<LeaseTab, EmptyText>> = {
  all: { title: 'There are no leases', description: 'Nothing was ever leased.' },
  active: {
    title: 'No lease is running',
    description: 'A lease runs once both sides have signed and its capacity is delivered.',
  },
  pending: {
    title: 'No lease is pending',
    description: 'Leases wait here for signatures and for their channels to open.',
  },
  expiring: {
    title: 'No lease ends within 14 days',
    description: 'Leases that end soon and are not renewed are listed here.',
  },
  ended: {
    title: 'No lease has ended',
    description: 'Expired, cancelled and terminated leases are kept here.',
  },
}
