'use client'

import { AmountField } from '@/components/shared/form/amount-field'
import { WholeField } from '@/components/shared/form/whole-field'
import type { FeeModel } from '@/types'
import type { LeaseFormProps } from '../types'

export type FeeChoice = 'same' | FeeModel

export interface FeeWish {
  choice: FeeChoice
  ppm: string
  feeSats: number | null
}

const LABELS: Readonly<Record<FeeChoice, string>> = {
  same: 'Same price per day',
  ppm: 'Rate in ppm',
  fixed: 'Fixed fee',
}

interface FeeFieldsProps extends Pick<LeaseFormProps, 'view' | 'fieldId' | 'viewer'> {
  choices: readonly FeeChoice[]
  wish: FeeWish
  onWish: (wish: FeeWish) => void
  maxPpm: number
  maxFeeSats: number
}

/** How the fee is agreed: as before, as a rate, or as an amount. */
export function FeeFields({
  choices,
  wish,
  onWish,
  maxPpm,
  maxFeeSats,
  view,
  fieldId,
  viewer,
}: FeeFieldsProps) {
  return (
    <>
      <fieldset>
        <legend className="mb-1 font-medium text-dense">Fee model</legend>
        <div className="flex flex-wrap gap-1.5">
          {choices.map((choice) => (
            <label
              key={choice}
              className="flex cursor-pointer items-center gap-2 rounded-control border border-border px-2 py-1.5 text-dense has-checked:border-border-strong has-checked:bg-hover coarse:min-h-11"
            >
              <input
                type="radio"
                name="feeModel"
                value={choice}
                // An answered form goes back to its defaults: they follow the choice.
                defaultChecked={wish.choice === choice}
                onChange={() => onWish({ ...wish, choice })}
                className="size-4 shrink-0 accent-fg"
              />
              {LABELS[choice]}
            </label>
          ))}
        </div>
      </fieldset>
      {wish.choice === 'ppm' ? (
        <WholeField
          id={fieldId('feePpm')}
          name="feePpm"
          label="Fee (ppm)"
          min={0}
          max={maxPpm}
          value={wish.ppm}
          onValue={(ppm) => onWish({ ...wish, ppm })}
          error={view.errors.feePpm}
        />
      ) : null}
      {wish.choice === 'fixed' ? (
        <AmountField
          id={fieldId('feeSats')}
          name="feeSats"
          label="Fixed fee"
          unit={viewer.unit}
          minSats={1}
          maxSats={maxFeeSats}
          defaultSats={wish.feeSats ?? undefined}
          typed={view.values.feeSats}
          error={view.errors.feeSats}
          onAmount={(feeSats) => onWish({ ...wish, feeSats })}
        />
      ) : null}
    </>
  )
}
