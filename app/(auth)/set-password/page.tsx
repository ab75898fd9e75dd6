import type { Metadata } from 'next'
import { Card, CardBody } from '@/components/ui/card'
import { MIN_PASSWORD_LENGTH } from '@/lib/auth/settings'
import { readPasswordLink } from '@/lib/web/password-link'
import { AuthPage } from '../_components/auth-page'
import { SetPasswordForm } from './_components/set-password-form'
import { setPassword } from './actions'

export const metadata: Metadata = { title: 'Choose a password' }

export default async function SetPasswordPage({ searchParams }: PageProps<'/set-password'>) {
  const { token } = await searchParams
  const link = await readPasswordLink(token)
  return (
    <AuthPage title="Choose a password">
      <Card className="max-w-sm">
        <CardBody className="grid gap-3">
          {link === null ? (
            <p className="text-dense">
              This link does not work any more: it works once, and for an hour. Whoever runs this
              server makes a new one.
            </p>
          ) : (
            <>
              <p className="text-dense text-muted">
                For {link.email}. At least {MIN_PASSWORD_LENGTH} characters of any kind.
              </p>
              <SetPasswordForm action={setPassword} token={String(token)} />
            </>
          )}
        </CardBody>
      </Card>
    </AuthPage>
  )
}
