'use client'

import { useState } from 'react'
import { btcParts, formatBtcText, formatSatsText } from '@/components/shared/format'
import type { Unit } from '@/components/shared/preferences'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { amountComplaint, parseAmountText } from '@/lib/core/number-text'

interface AmountFieldProps {
  id: string
  name: string
  label: string
  unit: Unit
  /** Whole satoshis, both included. */
  minSats: number
  maxSats: number
  /** Shown at first. */
  defaultSats?: number | undefined
  /** What was typed before a refusal. */
  typed?: string | undefined
  error?: string | undefined
  hint?: string
  onAmount?: (sats: number | null) => void
}

/** An amount in the viewer's unit; `<name>` carries the text and `unit` says how to read it. */
export function AmountField({
  id,
  name,
  label,
  unit,
  minSats,
  maxSats,
  defaultSats,
  typed,
  error,
  hint,
  onAmount,
}: AmountFieldProps) {
  const [complaint, setComplaint] = useState<string>()
  const [other, setOther] = useState<string | null>(null)
  const check = (text: string) => {
    const amount = parseAmountText(text, unit)
    if (amount === null) return amountComplaint(text, unit) ?? undefined
    if (amount < minSats || amount > maxSats) {
      return `Between ${spell(minSats, unit)} and ${spell(maxSats, unit)}.`
    }
    return undefined
  }
  return (
    <Field
      id={id}
      name={name}
      label={`${label} (${unit === 'btc' ? 'BTC' : 'sats'})`}
      error={complaint ?? error}
      // In the hint's place: a line more would move the button from under the pointer that is about
      // to press it.
      hint={
        complaint === undefined
          ? (other ?? hint ?? `${spell(minSats, unit)} to ${spell(maxSats, unit)}`)
          : null
      }
    >
      {(control) => (
        <>
          <input type="hidden" name="unit" value={unit} />
          <Input
            {...control}
            inputMode={unit === 'btc' ? 'decimal' : 'numeric'}
            autoComplete="off"
            className="num text-right"
            defaultValue={typed ?? (defaultSats === undefined ? '' : plain(defaultSats, unit))}
            onBlur={(event) => setComplaint(check(event.target.value))}
            onChange={(event) => {
              const amount = parseAmountText(event.target.value, unit)
              setComplaint((before) => (before === undefined ? before : check(event.target.value)))
              setOther(
                amount === null ? null : `= ${spell(amount, unit === 'btc' ? 'sats' : 'btc')}`,
              )
              onAmount?.(amount)
            }}
          />
        </>
      )}
    </Field>
  )
}

function spell(sats: number, unit: Unit): string {
  return unit === 'btc' ? formatBtcText(sats) : formatSatsText(sats)
}

function plain(sats: number, unit: Unit): string {
  if (unit === 'sats') return String(sats)
  const { lead, zeros } = btcParts(sats)
  return `${lead}${zeros}`.replaceAll(',', '')
}
