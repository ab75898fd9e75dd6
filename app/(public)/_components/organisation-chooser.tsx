import { switchOrganisation } from '@/app/(auth)/sign-in/actions'
import { UserText } from '@/components/shared/user-text'
import { Button } from '@/components/ui/button'
import type { Membership } from '@/lib/platform/session/find-viewer'

/** For people of several organisations: which one to act for now. */
export function OrganisationChooser({ memberships }: { memberships: readonly Membership[] }) {
  return (
    <section aria-labelledby="choose" className="grid gap-2">
      <h2 id="choose" className="font-semibold">
        Continue as
      </h2>
      <ul className="flex flex-wrap gap-2">
        {memberships.map(({ organisationId, organisationName }) => (
          <li key={organisationId}>
            <form action={switchOrganisation.bind(null, organisationId)}>
              <Button type="submit">
                <UserText>{organisationName}</UserText>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
