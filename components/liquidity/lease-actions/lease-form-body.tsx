'use client'

import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { FormView } from '@/components/shared/form/action-form'
import type { Viewer } from '@/components/shared/preferences'
import { Button } from '@/components/ui/button'
import { type ActionState, IDLE } from '@/lib/core/action-state'
import type { LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import type { LeaseForm } from '@/lib/flows/lease-form/form-rules'
import { FormSkeleton } from './parts/form-skeleton'
import type { LeaseBindings, LeaseFormProps } from './types'

const answerRenewal = lazy(() => import('./forms/answer-renewal'))
const cancelAtTerm = lazy(() => import('./forms/cancel-at-term'))
const steerLease = lazy(() => import('./forms/steer-lease'))

/** Each form is loaded when it is first opened. */
const FORMS: Readonly<Record<LeaseActionName, ComponentType<LeaseFormProps>>> = {
  sign: lazy(() => import('./forms/sign-contract')),
  void: lazy(() => import('./forms/void-contract')),
  renew: lazy(() => import('./forms/renew')),
  accept_renewal: answerRenewal,
  decline_renewal: answerRenewal,
  withdraw_renewal: lazy(() => import('./forms/withdraw-renewal')),
  scale: lazy(() => import('./forms/scale')),
  increase: lazy(() => import('./forms/increase')),
  cancel_at_term: cancelAtTerm,
  undo_cancel_at_term: cancelAtTerm,
  request_early_end: lazy(() => import('./forms/request-early-end')),
  answer_early_end: lazy(() => import('./forms/answer-early-end')),
  withdraw_early_end: lazy(() => import('./forms/withdraw-early-end')),
  pause: steerLease,
  resume: steerLease,
  reassign: lazy(() => import('./forms/reassign')),
  terminate: lazy(() => import('./forms/terminate')),
  cancel_undelivered: lazy(() => import('./forms/cancel-undelivered')),
}

interface LeaseFormBodyProps {
  leaseId: string
  name: LeaseActionName
  read: LeaseBindings['read']
  viewer: Viewer
  view: FormView<null>
  fieldId: (name: string) => string
  /** Tells whether the form's fields are there: before that, it has nothing to send. */
  onLoaded: (isLoaded: boolean) => void
  onGate: (isOpen: boolean) => void
}

const UNREACHED: ActionState<LeaseForm> = {
  status: 'error',
  code: 'unreachable',
  message: 'The figures could not be read. Nothing was changed.',
  fieldErrors: {},
}

/** The form of one action with the figures of now; they are read again after a conflict. */
export default function LeaseFormBody({
  leaseId,
  name,
  read,
  onLoaded,
  ...props
}: LeaseFormBodyProps) {
  const [known, setKnown] = useState<ActionState<LeaseForm>>(IDLE)
  const [round, setRound] = useState(0)
  const { state } = props.view
  const conflict = state.status === 'error' ? state.fresh : undefined
  const latest = useRef(read)
  useEffect(() => {
    latest.current = read
  })

  useEffect(() => {
    let isGone = false
    const show = (answer: ActionState<LeaseForm>) => {
      if (!isGone) setKnown(answer)
    }
    latest.current({ leaseId, action: name }).then(show, () => show(UNREACHED))
    return () => {
      isGone = true
    }
  }, [leaseId, name, round, conflict])

  if (known.status === 'idle') return <FormSkeleton />
  if (known.status === 'error') {
    return (
      <div role="alert" className="grid justify-items-start gap-2 text-dense">
        <p className="text-bad">{known.message}</p>
        <Button onClick={() => setRound((count) => count + 1)}>Try again</Button>
      </div>
    )
  }
  const Form = FORMS[name]
  return (
    <Suspense fallback={<FormSkeleton />}>
      <Form form={known.data} action={name} {...props} />
      <Present onChange={onLoaded} />
    </Suspense>
  )
}

/** Tells when it and what is beside it came to the page, and when they left it. */
function Present({ onChange }: { onChange: (isPresent: boolean) => void }) {
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current(true)
    const { current } = latest
    return () => current(false)
  }, [])
  return null
}
