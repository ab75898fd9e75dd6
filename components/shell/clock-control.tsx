'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useFormStatus } from 'react-dom'
import { ActionForm, type FormView } from '@/components/shared/form/action-form'
import { SubmitButton } from '@/components/shared/form/submit-button'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { ClockIcon } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Popover } from '@/components/ui/popover'
import { Spinner } from '@/components/ui/spinner'
import type { ClockAnswer, MoveClockAction } from './types'

const STEPS = [
  { advance: 'PT1H', label: '+1 hour' },
  { advance: 'P1D', label: '+1 day' },
  { advance: 'P7D', label: '+7 days' },
  { advance: 'P30D', label: '+30 days' },
  { advance: 'P90D', label: '+90 days' },
] as const

const ID = 'product-clock'

interface ClockControlProps {
  /** "20 Nov 2026, 12:00 UTC · +0 days" */
  text: string
  action: MoveClockAction
  className?: string
}

/** For admins of a demo: moves the clock that everyone sees ahead, never back. */
export function ClockControl({ text, action, className }: ClockControlProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={ID}
        aria-label="Product clock"
        title="Product clock"
        className={className}
      >
        <ClockIcon />
      </button>
      <Popover
        id={ID}
        tabIndex={-1}
        align="end"
        role="dialog"
        aria-label="Product clock"
        className="group outline-none"
      >
        <p className="font-semibold">Product clock</p>
        <p data-slot="product-clock" className="num text-muted">
          {text}
        </p>
        <p className="mt-1 text-muted text-xs">
          Moves ahead for everybody, does what comes due on the way, and never goes back.
        </p>
        <MoveForm action={action}>
          {() => (
            <div className="mt-3 flex flex-wrap gap-1.5">
              {STEPS.map((step) => (
                <Step key={step.advance} {...step} />
              ))}
            </div>
          )}
        </MoveForm>
        <MoveForm action={action}>
          {({ errors, values }) => (
            <Field
              name="advance"
              id="advance-clock"
              label="Days ahead"
              error={errors.advance}
              hint="1 to 400, or an ISO 8601 duration such as PT36H"
              className="mt-3"
            >
              {(control) => (
                <span className="flex gap-1.5">
                  <Input
                    {...control}
                    defaultValue={values.advance}
                    autoComplete="off"
                    maxLength={40}
                  />
                  <SubmitButton variant="secondary">Move</SubmitButton>
                </span>
              )}
            </Field>
          )}
        </MoveForm>
      </Popover>
    </>
  )
}

interface MoveFormProps {
  action: MoveClockAction
  children: (view: FormView<ClockAnswer>) => ReactNode
}

/** Its fields, or what the server asks before a long move; while it asks, the other form steps back. */
function MoveForm({ action, children }: MoveFormProps) {
  const [declined, setDeclined] = useState<ClockAnswer>(null)
  return (
    <ActionForm action={action} isOnce>
      {(view) => {
        const asked = view.state.status === 'ok' ? view.state.data : null
        if (asked !== null && asked !== declined) {
          return <AskAgain asked={asked} onDecline={() => setDeclined(asked)} />
        }
        return <div className="group-has-data-[slot=clock-question]:hidden">{children(view)}</div>
      }}
    </ActionForm>
  )
}

interface AskAgainProps {
  asked: NonNullable<ClockAnswer>
  onDecline: () => void
}

function AskAgain({ asked: { advance, words, until, due }, onDecline }: AskAgainProps) {
  const question = useRef<HTMLDivElement>(null)
  useEffect(() => {
    question.current?.focus()
    // The button that was pressed is gone with it.
    return () => document.getElementById(ID)?.focus()
  }, [])
  return (
    <div
      ref={question}
      tabIndex={-1}
      role="group"
      aria-labelledby="clock-question"
      data-slot="clock-question"
      className="mt-3 grid gap-2 outline-none"
    >
      <input type="hidden" name="advance" value={advance} />
      <input type="hidden" name="confirmed" value="yes" />
      <p id="clock-question" className="font-medium">
        Move {words} ahead, to {until}?
      </p>
      <p className="text-muted">
        Everybody in this demo sees the new day at once, and it can’t be undone.
        {due.length === 0 ? null : ' On the way, at least:'}
      </p>
      {due.length === 0 ? null : (
        <ul className="list-disc pl-5 text-muted">
          {due.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-1.5">
        <SubmitButton size="sm">Move {words} ahead</SubmitButton>
        <Button size="sm" onClick={onDecline}>
          Leave it
        </Button>
      </div>
    </div>
  )
}

function Step({ advance, label }: (typeof STEPS)[number]) {
  const { pending, data } = useFormStatus()
  return (
    <Button type="submit" size="sm" name="advance" value={advance} aria-disabled={pending}>
      {pending && data.get('advance') === advance ? <Spinner /> : null}
      {label}
    </Button>
  )
}
