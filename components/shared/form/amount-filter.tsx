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
          onInvalid={(event) => setComplaint(complaintOf(event.currentTarget.value))}
        />
      )}
    </Field>
  )
}

function complaintOf(text: string): string | null {
  return text.trim() === '' ? null : amountComplaint(text, 'btc')
}

/** False when an amount of the form can't be read; that field says so and has the focus. */
export function checkAmounts(form: HTMLFormElement): boolean {
  const fields = form.querySelectorAll<HTMLInputElement>('[data-amount-filter]')
  const bad = [...fields].find(({ value }) => complaintOf(value) !== null)
  if (bad === undefined) return true
  bad.dispatchEvent(new Event('invalid', { cancelable: true }))
  bad.focus()
  return false
}
