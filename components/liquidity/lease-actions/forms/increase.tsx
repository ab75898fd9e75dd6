'use client'

import { useState } from 'react'
import { AmountField } from '@/components/shared/form/amount-field'
import { UserText } from '@/components/shared/user-text'
import { sats } from '@/lib/core/money'
import { parseWholeText } from '@/lib/core/number-text'
import { annualisedPpm, effectiveCostPpm, leaseFeeSats } from '@/lib/domains/liquidity/lease/rules'
import type { AddOnForm } from '@/lib/flows/lease-form/form-rules'
import { FeeFields, type FeeWish } from '../parts/fee-fields'
import { HiddenFields } from '../parts/hidden-fields'
import { type ShownTerms, TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

/** More of a running lease until its end: a lease of its own, which both sides sign. */
export default function Increase({ form, viewer, view, fieldId }: LeaseFormProps) {
  const { lease, addOn } = form
  const [size, setSize] = useState<number | null>(null)
  const [fee, setFee] = useState<FeeWish>(() => ({
    choice: 'ppm',
    ppm: String(addOn?.samePpm ?? 0),
    feeSats: null,
  }))
  if (addOn === null) return null
  const terms = size === null ? null : drawn(addOn, size, fee)
  return (
    <>
      <HiddenFields leaseId={lease.id} />
      <p className="text-dense text-muted">
        More capacity beside lease {lease.id} (<UserText>{lease.counterparty}</UserText>) until the
        same end. It is a lease of its own: both sides sign its contract within 72 hours, or it
        lapses.
      </p>
      <AmountField
        id={fieldId('sizeSats')}
        name="sizeSats"
        label="Extra size"
        unit={viewer.unit}
        minSats={addOn.minSats}
        maxSats={addOn.availableSats}
        typed={view.values.sizeSats}
        error={view.errors.sizeSats}
        onAmount={setSize}
      />
      <FeeFields
        choices={['ppm', 'fixed']}
        wish={fee}
        onWish={setFee}
        maxPpm={addOn.maxPpm}
        maxFeeSats={Math.max(1, size ?? addOn.availableSats)}
        view={view}
        fieldId={fieldId}
        viewer={viewer}
      />
      <section
        aria-label="The added lease"
        aria-live="polite"
        className="rounded-control border border-border p-3"
      >
        {terms === null ? (
          <p className="text-dense text-muted">Fill the fields to see the terms.</p>
        ) : (
          <TermFacts terms={terms} viewer={viewer} marginBps={form.marginBps} />
        )}
      </section>
    </>
  )
}

/** The terms that would be offered; null while something typed makes none. */
function drawn(addOn: AddOnForm, size: number, fee: FeeWish): ShownTerms | null {
  const ppm = parseWholeText(fee.ppm)
  const isUnpriced = fee.choice === 'fixed' ? fee.feeSats === null : ppm === null
  if (size < 1 || isUnpriced) return null
  const isFixed = fee.choice === 'fixed'
  const terms = {
    sizeSats: sats(size),
    startAt: addOn.startAt,
    endAt: addOn.endAt,
    feeModel: isFixed ? ('fixed' as const) : ('ppm' as const),
    feeSats: isFixed ? sats(fee.feeSats ?? 0) : null,
    feePpm: isFixed ? null : ppm,
  }
  return {
    ...terms,
    termDays: addOn.termDays,
    totalSats: leaseFeeSats(terms),
    effectivePpm: effectiveCostPpm(terms),
    annualisedPpm: annualisedPpm(terms),
  }
}
