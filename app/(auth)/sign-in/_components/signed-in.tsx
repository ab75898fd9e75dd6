import Link from 'next/link'
import { landingPath } from '@/lib/web/next-path'
import type { ViewerCtx } from '@/lib/web/viewer'

/** Who is signed in already, and the way on. */
export function SignedIn({ viewer, next }: { viewer: ViewerCtx; next: string | null }) {
  const { actor, preferences } = viewer
  return (
    <p className="text-dense text-muted">
      You are signed in as {actor.name} of {actor.organisationName}.{' '}
      <Link className="underline" href={landingPath(actor.role, next, preferences.startPage)}>
        Continue
      </Link>
    </p>
  )
}
