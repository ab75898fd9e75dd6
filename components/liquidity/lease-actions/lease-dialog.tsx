'use client'

import { lazy, Suspense, useState } from 'react'
import { FormSheet } from '@/components/shared/form/form-dialog'
import type { Viewer } from '@/components/shared/preferences'
import { toast } from '@/components/ui/toast'
import { type ActionState, IDLE } from '@/lib/core/action-state'
import type { LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import { FormSkeleton } from './parts/form-skeleton'
import type { ActionableLease, LeaseBindings, LeaseServerAction } from './types'
import { LEASE_ACTION_WORDS } from './words'

/** Most pages with leases are left without one being opened. */
const LeaseFormBody = lazy(() => import('./lease-form-body'))

interface LeaseDialogProps {
  lease: Pick<ActionableLease, 'id'>
  name: LeaseActionName
  bindings: LeaseBindings
  viewer: Viewer
  isOpen: boolean
  onClose: () => void
}

/** The dialog of one action; its form and figures are fetched when it opens. */
export function LeaseDialog({ lease, name, bindings, viewer, isOpen, onClose }: LeaseDialogProps) {
  const { title, submit, tone, dismiss, isGated } = LEASE_ACTION_WORDS[name]
  const [isLoaded, setLoaded] = useState(false)
  const [isGateOpen, setGateOpen] = useState(false)
  const action = bindings.actions[name]
  if (action === undefined) return null
  return (
    <FormSheet<null>
      isOpen={isOpen}
      onClose={() => {
        setLoaded(false)
        setGateOpen(false)
        onClose()
      }}
      title={title}
      submitLabel={submit}
      submitTone={tone ?? 'primary'}
      {...(dismiss === undefined ? {} : { dismissLabel: dismiss })}
      isReady={isLoaded && (isGateOpen || isGated === undefined)}
      action={(_state, form) => sendAndTell(action, form)}
    >
      {(view, fieldId) => (
        <Suspense fallback={<FormSkeleton />}>
          <LeaseFormBody
            leaseId={lease.id}
            name={name}
            read={bindings.read}
            viewer={viewer}
            view={view}
            fieldId={fieldId}
            onLoaded={setLoaded}
            onGate={setGateOpen}
          />
        </Suspense>
      )}
    </FormSheet>
  )
}

/** Told here and not by the form: its row may have left the page together with it. */
async function sendAndTell(action: LeaseServerAction, form: FormData): Promise<ActionState<null>> {
  const answer = await action(IDLE, form)
  if (answer.status !== 'ok') return answer
  toast({ tone: 'ok', ...answer.data })
  return { status: 'ok', data: null }
}
