import Link from 'next/link'
import { LeaseActions } from '@/components/liquidity/lease-actions/lease-actions'
import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import { StatusPill } from '@/components/shared/status-pill'
import { DaysLeft, Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { Badge } from '@/components/ui/badge'
import { leaseBindings } from '../leases/bindings'
import type { SubscriberOverview } from '../load-overview'

interface ExpiringCardsProps {
  leases: SubscriberOverview['expiring']
  viewer: Viewer
}

/** What a lease near its end asks for; all else is on its own page. */
const ON_CARD = ['renew', 'withdraw_renewal', 'accept_renewal', 'undo_cancel_at_term'] as const

/** One card per lease that ends within 14 days and is not renewed. */
export function ExpiringCards({ leases, viewer }: ExpiringCardsProps) {
  return (
    <Panel title="Expiring leases" description="Within 14 days" count={leases.length} id="expiring">
      {leases.length === 0 ? (
        <p className="text-dense text-muted">No lease ends within 14 days.</p>
      ) : (
        <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
          {leases.map((lease) => (
            <li
              key={lease.id}
              data-id={lease.id}
              className="rounded-card border border-border bg-raised p-3"
            >
              <div className="mb-2 flex flex-wrap items-center gap-2">
                <h3 className="font-semibold">
                  <UserText>{lease.providerLabel}</UserText>
                </h3>
                {lease.isProviderAnonymised ? <Badge>Anonymised</Badge> : null}
                <StatusPill tone={lease.daysLeft <= 3 ? 'bad' : 'warn'}>
                  <DaysLeft days={lease.daysLeft} end={lease.endAt} timeZone={viewer.timeZone} />
                </StatusPill>
              </div>
              <FactList
                facts={[
                  {
                    label: 'Lease',
                    value: (
                      <Link
                        href={`/subscriber/leases/${lease.id}`}
                        prefetch={false}
                        className="underline underline-offset-2"
                      >
                        {lease.id}
                      </Link>
                    ),
                  },
                  { label: 'Size', value: <Amount sats={lease.sizeSats} unit={viewer.unit} /> },
                  {
                    label: 'Ends',
                    value: <Timestamp iso={lease.endAt} timeZone={viewer.timeZone} />,
                  },
                  {
                    label: 'Fee of the term',
                    value: <Amount sats={lease.feeSats} unit={viewer.unit} />,
                  },
                  { label: 'Effective cost', value: <Ppm value={lease.effectiveCostPpm} /> },
                ]}
              />
              {lease.isCancelAtTerm ? (
                <p className="mt-2 text-dense text-muted">Set to end at term.</p>
              ) : null}
              <div className="mt-3">
                <LeaseActions
                  lease={{ id: lease.id, actions: lease.actions }}
                  bindings={leaseBindings}
                  viewer={viewer}
                  variant="buttons"
                  only={ON_CARD}
                  primary="renew"
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
