import { EmptyState } from '@/components/shared/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** The overview before the first lease. */
export function NoCapacity({ mayRequest }: { mayRequest: boolean }) {
  return (
    <EmptyState
      title="No capacity leased yet"
      description={
        mayRequest
          ? 'Figures appear once your first lease is active. Say how much you need, and Flowrate finds a provider.'
          : 'Figures appear once the first lease is active.'
      }
      action={
        mayRequest ? (
          <LinkButton href="/subscriber/leases/requests" variant="primary">
            Request your first capacity
          </LinkButton>
        ) : null
      }
    />
  )
}
