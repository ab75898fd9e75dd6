'use client'

import { useState } from 'react'
import { EarlyEndFacts } from '../parts/early-end-facts'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

const ANSWERS = [
  { value: 'yes', label: 'Approve' },
  { value: 'no', label: 'Decline' },
] as const

export default function AnswerEarlyEnd(props: LeaseFormProps) {
  const { form, viewer, view, fieldId, onGate } = props
  const { id, earlyEnd } = form.lease
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(null)
  if (earlyEnd === null)
    return <p className="text-dense">No early end waits for an answer any more.</p>
  return (
    <>
      <HiddenFields earlyEndId={earlyEnd.id} version={earlyEnd.version} />
      <p className="text-dense text-muted">
        Approved, lease {id} ends by itself at the time below. Declined, it runs on to its term.
      </p>
      <EarlyEndFacts request={earlyEnd} viewer={viewer} />
      <fieldset>
        <legend className="mb-1 font-medium text-dense">Answer</legend>
        <div className="flex flex-wrap gap-1.5">
          {ANSWERS.map(({ value, label }) => (
            <label
              key={value}
              className="flex cursor-pointer items-center gap-2 rounded-control border border-border px-2 py-1.5 text-dense has-checked:border-border-strong has-checked:bg-hover coarse:min-h-11"
            >
              <input
                type="radio"
                name="accept"
                value={value}
                defaultChecked={answer === value}
                onChange={() => {
                  setAnswer(value)
                  onGate(true)
                }}
                className="size-4 shrink-0 accent-fg"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <ReasonField
        view={view}
        fieldId={fieldId}
        label="Reason (optional)"
        hint="The other side reads it."
      />
    </>
  )
}
