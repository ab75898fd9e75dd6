'use client'

import { type ReactNode, useState } from 'react'
import { formatInteger } from '@/components/shared/format'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { parseWholeText, wholeComplaint } from '@/lib/core/number-text'

interface WholeFieldProps {
  id: string
  name: string
  /** With its unit: "Term (days)". */
  label: string
  /** Both included. */
  min: number
  max: number
  value: string
  onValue: (text: string) => void
  error?: string | undefined
  hint?: ReactNode
  className?: string
}

/** A whole number, checked against its limits when the field is left. */
export function WholeField({
  id,
  name,
  label,
  min,
  max,
  value,
  onValue,
  error,
  hint,
  className,
}: WholeFieldProps) {
  const [isLeft, setLeft] = useState(false)
  const number = parseWholeText(value)
  const isInside = number !== null && number >= min && number <= max
  const isBad = isLeft && !isInside
  const limits = `A whole number from ${formatInteger(min)} to ${formatInteger(max)}.`
  const complaint = wholeComplaint(value, limits) ?? limits
  return (
    <Field
      id={id}
      name={name}
      label={label}
      error={isBad ? complaint : error}
      // In the hint's place: a line more would move the button from under the pointer that is about
      // to press it.
      hint={isBad ? null : (hint ?? `${formatInteger(min)} to ${formatInteger(max)}`)}
      {...(className === undefined ? {} : { className })}
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          className="num text-right"
          value={value}
          onBlur={() => setLeft(true)}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  )
}
