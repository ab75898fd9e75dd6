import { EmptyState } from '@/components/shared/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** The overview before the first lease. */
export function NoCapacity() {
  return (
    <EmptyState
      title="No capacity leased yet"
      description="Figures appear once your first lease is active. Say how much you need, and Flowrate finds a provider."
      action={
        <LinkButton href="/subscriber/leases/requests" variant="primary">
          Request your first capacity
        </LinkButton>
      }
    />
  )
}
