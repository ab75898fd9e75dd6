'use client'

import { Amount } from '@/components/shared/amount'
import { AmountField } from '@/components/shared/form/amount-field'
import type { Viewer } from '@/components/shared/preferences'
import { compareText } from '@/lib/core/text'
import type { PoolSuggestion } from '@/lib/flows/market/list-suggestions'

/** As typed: what no treasury could give is refused, but may be typed. */
export interface HandPart {
  treasuryId: string
  amountSats: number
}

export function totalOf(parts: readonly HandPart[]): number {
  return parts.reduce((sum, { amountSats }) => sum + amountSats, 0)
}

interface SplitFieldsProps {
  treasuries: PoolSuggestion['treasuries']
  parts: readonly HandPart[]
  onParts: (parts: HandPart[]) => void
  /** The most that they may give together. */
  mostSats: number
  viewer: Viewer
  fieldId: (name: string) => string
  error: string | undefined
}

/** What each treasury gives, by hand; the first figures are those of the automatic split. */
export function SplitFields(props: SplitFieldsProps) {
  const { treasuries, parts, onParts, mostSats, viewer, fieldId, error } = props
  const giveOf = (id: string) => parts.find((part) => part.treasuryId === id)?.amountSats ?? 0
  const totalSats = totalOf(parts)
  const change = (treasuryId: string, amount: number | null) => {
    const others = parts.filter((part) => part.treasuryId !== treasuryId)
    const own = amount === null || amount < 1 ? [] : [{ treasuryId, amountSats: amount }]
    onParts([...others, ...own].sort((a, b) => compareText(a.treasuryId, b.treasuryId)))
  }
  return (
    <fieldset
      className="grid gap-3"
      aria-describedby={error === undefined ? undefined : fieldId('split-error')}
    >
      <legend className="mb-2 font-medium text-dense">Split by hand</legend>
      {treasuries.map(({ id, name, availableSats }) => (
        <div key={id}>
          <input type="hidden" name="splitTreasury" value={id} />
          <AmountField
            id={fieldId(`split-${id}`)}
            name="splitSats"
            label={name}
            unit={viewer.unit}
            minSats={0}
            maxSats={availableSats}
            defaultSats={giveOf(id)}
            onAmount={(amount) => change(id, amount)}
          />
        </div>
      ))}
      <p className="flex flex-wrap justify-between gap-x-3 text-dense" aria-live="polite">
        <span>Together</span>
        <span className={totalSats > mostSats ? 'text-bad' : undefined}>
          <Amount sats={totalSats} unit={viewer.unit} unitLabel="hidden" /> of at most{' '}
          <Amount sats={mostSats} unit={viewer.unit} />
        </span>
      </p>
      {error === undefined ? null : (
        <p id={fieldId('split-error')} className="text-bad text-dense">
          {error}
        </p>
      )}
    </fieldset>
  )
}
