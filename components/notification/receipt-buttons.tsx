'use client'

import { useActionState, useEffect, useOptimistic } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { type ActionState, IDLE } from '@/lib/web/action-state'

export type ReceiptView = 'delivered' | 'read' | 'acknowledged' | 'dismissed'
export type ReceiptChangeView = 'read' | 'acknowledge' | 'dismiss' | 'restore'

export type ReceiptAction = (
  state: ActionState<{ receipt: ReceiptView }>,
  form: FormData,
) => Promise<ActionState<{ receipt: ReceiptView }>>

const AFTER: Readonly<Record<ReceiptChangeView, ReceiptView>> = {
  read: 'read',
  acknowledge: 'acknowledged',
  dismiss: 'dismissed',
  restore: 'read',
}

const LABELS: Readonly<Record<ReceiptChangeView, string>> = {
  read: 'Mark read',
  acknowledge: 'Acknowledge',
  dismiss: 'Dismiss',
  restore: 'Undo dismissal',
}

const OFFERED: Readonly<Record<ReceiptView, readonly ReceiptChangeView[]>> = {
  delivered: ['read', 'acknowledge', 'dismiss'],
  read: ['acknowledge', 'dismiss'],
  acknowledged: ['dismiss'],
  dismissed: ['restore'],
}

interface ReceiptButtonsProps {
  id: string
  title: string
  receipt: ReceiptView
  action: ReceiptAction
}

/** Shown as done at once; the server's answer puts it right when it was not. */
export function ReceiptButtons({ id, title, receipt, action }: ReceiptButtonsProps) {
  const [state, submit] = useActionState<ActionState<{ receipt: ReceiptView }>, FormData>(
    action,
    IDLE,
  )
  const [shown, show] = useOptimistic(receipt)

  useEffect(() => {
    if (state.status === 'error') toast({ tone: 'bad', message: state.message })
    if (state.status === 'ok' && state.message) toast({ tone: 'ok', message: state.message })
  }, [state])

  return (
    <form
      action={(form) => {
        const change = OFFERED[shown].find((name) => name === form.get('change'))
        if (change !== undefined) show(AFTER[change])
        submit(form)
      }}
      className="flex gap-1 max-md:flex-wrap max-md:justify-end"
    >
      <input type="hidden" name="id" value={id} />
      {OFFERED[shown].map((change) => (
        <Button key={change} type="submit" size="sm" variant="ghost" name="change" value={change}>
          {LABELS[change]}
          <span className="sr-only">: {title}</span>
        </Button>
      ))}
    </form>
  )
}
