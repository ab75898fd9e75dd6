import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { BrandMark } from '@/components/shell/brand'
import { Card, CardBody } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { startPath } from '@/lib/web/next-path'
import { readViewer } from '@/lib/web/viewer'
import { OrganisationChooser } from './_components/organisation-chooser'

export const metadata: Metadata = {
  title: { absolute: 'Flowrate, operations for leased Lightning liquidity' },
}

const PARTS = [
  {
    title: 'Treasuries',
    text: 'Keep bitcoin on your own nodes, lease inbound capacity to businesses that need it, and see lease and routing yield day by day, with Flowrate’s margin as its own line.',
  },
  {
    title: 'Subscribers',
    text: 'Lease the inbound capacity that your payments need, for a known term and fee. See what was delivered, what was used, and renew before a lease ends.',
  },
  {
    title: 'Flowrate operations',
    text: 'Match demand to pooled supply under one policy, watch channels and nodes, and account for every allocation in an append-only audit log.',
  },
]

export default async function LandingPage() {
  const viewer = await readViewer()
  if (viewer !== null && viewer.memberships.length === 1) {
    redirect(startPath(viewer.actor.role, viewer.preferences.startPage))
  }
  return (
    <main id="main" className="mx-auto grid w-full max-w-4xl gap-8 px-4 py-10 md:py-16">
      <header className="grid gap-4">
        <p className="flex items-center gap-2 font-semibold">
          <BrandMark />
          Flowrate
        </p>
        <h1 className="max-w-2xl font-semibold text-3xl text-balance">
          Bitcoin at work as leased Lightning capacity, every figure open to question
        </h1>
        <p className="max-w-2xl text-muted">
          Flowrate connects treasuries that hold bitcoin with businesses that need inbound capacity
          on the Lightning Network, and shows each side what was promised, delivered, earned and
          owed.
        </p>
        {viewer === null ? (
          <p className="flex flex-wrap gap-2">
            <LinkButton href="/sign-in" variant="primary">
              Sign in
            </LinkButton>
            <LinkButton href="/model">Data model</LinkButton>
          </p>
        ) : (
          <OrganisationChooser memberships={viewer.memberships} />
        )}
      </header>
      <div className="grid gap-4 md:grid-cols-3">
        {PARTS.map(({ title, text }) => (
          <Card key={title}>
            <CardBody className="grid gap-2">
              <h2 className="font-semibold">{title}</h2>
              <p className="text-dense text-muted">{text}</p>
            </CardBody>
          </Card>
        ))}
      </div>
      <section id="non-custodial" className="grid max-w-2xl gap-2">
        <h2 className="font-semibold">Non-custodial</h2>
        <p className="text-dense text-muted">
          Lease principal stays under the treasury’s own keys, on the treasury’s own nodes. Flowrate
          cannot move it. Flowrate’s margin is a share of the fees earned, never of the principal.
        </p>
      </section>
    </main>
  )
}
