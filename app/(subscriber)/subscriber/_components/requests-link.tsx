import { plural } from '@/components/shared/format'
import { LinkButton } from '@/components/ui/link-button'

/** The way to the capacity requests, with how many are open. */
export function RequestsLink({ open }: { open: number }) {
  return (
    <LinkButton href="/subscriber/leases/requests">
      {open === 0 ? 'Requests' : plural(open, 'open request', 'open requests')}
    </LinkButton>
  )
}
