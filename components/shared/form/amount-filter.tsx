'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { amountComplaint } from '@/lib/core/number-text'

interface AmountFilterProps {
  id: string
  name: string
  label: string
  value: string
}

/** One bound of an amount in BTC; what can't be read gets its word beside it and is not sent. */
export function AmountFilter({ id, name, label, value }: AmountFilterProps) {
  const [complaint, setComplaint] = useState(() => complaintOf(value))
  return (
    <Field
      id={id}
      name={name}
      label={<span className="font-normal text-muted text-xs">{label}</span>}
      error={complaint ?? undefined}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={value}
          data-amount-filter
          onChange={(event) => setComplaint((was) => was && complaintOf(event.target.value))}
          onBlur={(event) => setComplaint(complaintOf(event.target.value))}
        />
      )}
    </Field>
  )
}

function complaintOf(text: string): string | null {
  return text.trim() === '' ? null : amountComplaint(text, 'btc')
}

/** The first amount of a form that can't be read. */
export function findBadAmount(form: HTMLFormElement): HTMLInputElement | null {
  const fields = form.querySelectorAll<HTMLInputElement>('[data-amount-filter]')
  return [...fields].find(({ value }) => complaintOf(value) !== null) ?? null
}
