'use client'

import { type FormEvent, useActionState, useEffect, useRef, useState } from 'react'
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

const DONE: Readonly<Record<ReceiptChangeView, string>> = {
  read: 'Marked as read.',
  acknowledge: 'Acknowledged.',
  dismiss: 'Dismissed.',
  restore: 'Restored.',
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

/**
 * Shown as done at once; the server's answer puts it right when it was not. The form's action is
 * the server's own, so that it also works without scripts.
 */
export function ReceiptButtons({ id, title, receipt, action }: ReceiptButtonsProps) {
  const [state, submit] = useActionState<ActionState<{ receipt: ReceiptView }>, FormData>(
    action,
    IDLE,
  )
  const [known, setKnown] = useState(receipt)
  const [shown, setShown] = useState(receipt)
  const [answered, setAnswered] = useState(state)
  const underWay = useRef<{ change: ReceiptChangeView; path: string } | null>(null)
  if (known !== receipt) {
    setKnown(receipt)
    setShown(receipt)
  }
  if (answered !== state) {
    setAnswered(state)
    if (state.status === 'error') setShown(receipt)
  }

  useEffect(() => {
    underWay.current = null
    if (state.status === 'error') toast({ tone: 'bad', message: state.message })
    if (state.status === 'ok' && state.message) toast({ tone: 'ok', message: state.message })
  }, [state])

  // A row that no longer matches the list leaves it with this component, before that could speak.
  useEffect(() => {
    return () => {
      const sent = underWay.current
      if (sent === null || sent.path !== window.location.pathname) return
      const whereTo = { href: `${sent.path}?state=dismissed`, hrefLabel: 'Show dismissed' }
      toast({
        tone: 'ok',
        message: DONE[sent.change],
        ...(sent.change === 'dismiss' && whereTo),
      })
    }
  }, [])

  function showAtOnce(event: FormEvent<HTMLFormElement>) {
    const button = (event.nativeEvent as SubmitEvent).submitter
    const change = OFFERED[shown].find((name) => name === button?.getAttribute('value'))
    if (change === undefined) return
    underWay.current = { change, path: window.location.pathname }
    setShown(AFTER[change])
  }

  return (
    <form
      action={submit}
      onSubmit={showAtOnce}
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
