import type { Metadata } from 'next'
import { requireUser } from '@/lib/web/viewer'
import { SettingsForm } from './_components/settings-form'
import { saveSettings } from './actions'
import { settingsFields } from './fields'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const { actor, preferences } = await requireUser()
  return (
    <div className="grid gap-4">
      <header>
        <h1 className="font-semibold text-xl leading-7 tracking-tight">Settings</h1>
        <p className="text-dense text-muted">
          How Flowrate looks to you, on every device you sign in on.
        </p>
      </header>
      <SettingsForm action={saveSettings} fields={settingsFields(preferences, actor.role)} />
    </div>
  )
}
