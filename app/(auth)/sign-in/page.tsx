import type { Metadata } from 'next'
import Link from 'next/link'
import { BrandMark } from '@/components/shell/brand'
import { Card, CardBody } from '@/components/ui/card'
import { PERSONAS } from '@/lib/auth/personas'
import { landingPath, safeNextPath } from '@/lib/web/next-path'
import { getServices } from '@/lib/web/services'
import { holdsEndedSession, readViewer } from '@/lib/web/viewer'
import { PasswordForm } from './_components/password-form'
import { PersonaForm } from './_components/persona-form'
import { Refusal } from './_components/refusal'
import { signInAsPersona, signInWithPassword } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next: wanted, file } = await searchParams
  const next = safeNextPath(wanted)
  const { offersPersonas } = await getServices()
  const viewer = await readViewer()
  return (
    <main id="main" className="mx-auto grid w-full max-w-4xl gap-5 px-4 py-10 md:py-16">
      <header className="grid gap-1">
        <p className="mb-2">
          <Link href="/" className="inline-flex items-center gap-2 font-semibold">
            <BrandMark />
            Flowrate
          </Link>
        </p>
        <h1 className="font-semibold text-xl leading-7 tracking-tight">Sign in</h1>
        {viewer === null ? (
          <Refusal isFile={file === '1'} isOver={await holdsEndedSession()} />
        ) : (
          <p className="text-dense text-muted">
            You are signed in as {viewer.actor.name}.{' '}
            <Link
              className="underline"
              href={landingPath(viewer.actor.role, next, viewer.preferences.startPage)}
            >
              Continue
            </Link>
          </p>
        )}
      </header>
      <div className="grid items-start gap-4 md:grid-cols-[20rem_minmax(0,1fr)]">
        <Card>
          <CardBody>
            <PasswordForm action={signInWithPassword} next={next} />
          </CardBody>
        </Card>
        {offersPersonas ? (
          <Card>
            <CardBody className="grid gap-3">
              <h2 className="font-semibold text-dense">Look around in the demo</h2>
              <p className="text-dense text-muted">
                One click signs you in as one of these people of a made-up world.
              </p>
              <PersonaForm action={signInAsPersona} personas={personaChoices()} next={next} />
            </CardBody>
          </Card>
        ) : null}
      </div>
    </main>
  )
}

function personaChoices() {
  return PERSONAS.map(({ email, label, hint }) => ({ email, label, hint }))
}
