import type { Metadata } from 'next'
import { Card, CardBody } from '@/components/ui/card'
import { existingPersonas } from '@/lib/platform/organisation/existing-personas'
import { hasAccounts } from '@/lib/platform/organisation/has-accounts'
import { personaOrganisations } from '@/lib/platform/organisation/persona-organisations'
import { demoPowers } from '@/lib/web/demo-powers'
import { safeNextPath } from '@/lib/web/next-path'
import { getServices, type Services } from '@/lib/web/services'
import { holdsEndedSession, readViewer } from '@/lib/web/viewer'
import { AuthPage } from '../_components/auth-page'
import { FirstAccount } from './_components/first-account'
import { PasswordForm } from './_components/password-form'
import { PersonaForm } from './_components/persona-form'
import { Refusal } from './_components/refusal'
import { SignedIn } from './_components/signed-in'
import { signInAsPersona, signInWithPassword } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next: wanted, notice, file } = await searchParams
  const next = safeNextPath(wanted)
  const { personas } = await demoPowers()
  const services = await getServices()
  const choices = personas ? await personaChoices(services) : []
  const viewer = await readViewer()
  return (
    <AuthPage
      title="Sign in"
      note={
        viewer === null ? (
          <Refusal isFile={file === '1'} isOver={await holdsEndedSession()} />
        ) : (
          <SignedIn viewer={viewer} next={next} />
        )
      }
    >
      {notice === 'password-set' ? (
        <p role="status" className="text-dense">
          Your password is set. Sign in with it.
        </p>
      ) : null}
      {(await hasAccounts(services)) ? null : <FirstAccount />}
      <div className="grid items-start gap-4 md:grid-cols-[20rem_minmax(0,1fr)]">
        <Card>
          <CardBody>
            <PasswordForm action={signInWithPassword} next={next} />
          </CardBody>
        </Card>
        {choices.length > 0 ? (
          <Card>
            <CardBody className="grid gap-3">
              <h2 className="font-semibold text-dense">Look around in the demo</h2>
              <p className="text-dense text-muted">
                One click signs you in as one of these people of a made-up world.
              </p>
              <PersonaForm action={signInAsPersona} personas={choices} next={next} />
            </CardBody>
          </Card>
        ) : null}
      </div>
    </AuthPage>
  )
}

async function personaChoices(services: Services) {
  const names = await personaOrganisations(services)
  const people = await existingPersonas(services)
  return people.map(({ email, label, hint, organisationId }) => {
    return { email, label, hint, organisation: names.get(organisationId) ?? '' }
  })
}
