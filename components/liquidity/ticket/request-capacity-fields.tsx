'use client'

import { useState } from 'react'
import { AmountField } from '@/components/shared/form/amount-field'
import { WholeField } from '@/components/shared/form/whole-field'
import { formatBtcText, formatInteger, formatSatsText } from '@/components/shared/format'
import type { Unit } from '@/components/shared/preferences'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { AlertTriangleIcon } from '@/components/ui/icons'
import { Textarea } from '@/components/ui/input'
import { daysText } from '@/lib/core/limits'
import { parseWholeText } from '@/lib/core/number-text'
import {
  type PricePreset,
  priceBand,
  type RequestTerms,
} from '@/lib/domains/liquidity/ticket/band-rules'
import { RequestEstimate } from './request-estimate'

/** The running lease that is to be scaled. */
export interface ScaledLease {
  id: string
  sizeSats: number
  daysLeft: number | null
}

interface RequestCapacityFieldsProps {
  terms: RequestTerms
  unit: Unit
  lease: ScaledLease | undefined
  errors: Readonly<Record<string, string>>
  /** What was typed before a refusal. */
  values: Readonly<Record<string, string>>
  fieldId: (name: string) => string
}

const TERM_PRESETS = [30, 60, 90, 180] as const
const START_TERM = 90

type Choice = PricePreset | 'custom'

const CHOICES: readonly { value: Choice; label: string; hint: string }[] = [
  { value: 'economy', label: 'Economy', hint: 'Up to the median; may wait longer' },
  { value: 'standard', label: 'Standard', hint: 'The middle half of the market' },
  { value: 'priority', label: 'Priority', hint: 'From the median up; fits first' },
  { value: 'custom', label: 'Custom', hint: 'Your own limits' },
]

/** The fields of a capacity request; size, term and price band make the estimate below them. */
export default function RequestCapacityFields({
  terms,
  unit,
  lease,
  errors,
  values,
  fieldId,
}: RequestCapacityFieldsProps) {
  const { market } = terms
  const [size, setSize] = useState<number | null>(null)
  const [term, setTerm] = useState(String(startTerm(terms, lease)))
  const [choice, setChoice] = useState<Choice>(market === null ? 'custom' : 'standard')
  const [own, setOwn] = useState({ min: '', max: '' })
  // A form that was answered resets its radio buttons; drawn anew they show the choice.
  const [round, setRound] = useState({ errors, count: 0 })
  if (round.errors !== errors) setRound({ errors, count: round.count + 1 })
  const days = parseWholeText(term)
  const band =
    market === null || choice === 'custom' || days === null ? null : priceBand(choice, market, days)
  const min = band === null ? own.min : formatInteger(band.minPpm)
  const max = band === null ? own.max : formatInteger(band.maxPpm)
  const setPrice = (change: Partial<typeof own>) => {
    setOwn({ min, max, ...change })
    setChoice('custom')
  }
  const crossed = crossedComplaint(min, max)
  return (
    <>
      <AmountField
        id={fieldId('sizeSats')}
        name="sizeSats"
        label="Size"
        unit={unit}
        minSats={terms.minSats}
        maxSats={terms.maxSats}
        typed={values.sizeSats}
        error={errors.sizeSats}
        onAmount={setSize}
      />
      <Headroom size={size} terms={terms} unit={unit} />
      {terms.minTermDays === terms.maxTermDays ? (
        <FixedTerm days={terms.minTermDays} lease={lease} error={errors.termDays} />
      ) : (
        <TermField
          terms={terms}
          term={term}
          onTerm={setTerm}
          error={errors.termDays}
          fieldId={fieldId}
        />
      )}
      <fieldset key={round.count} className="grid gap-1.5">
        <legend className="mb-1 font-medium text-dense">Price band</legend>
        <div className="grid grid-cols-2 gap-1.5">
          {CHOICES.filter(({ value }) => market !== null || value === 'custom').map((each) => (
            <label
              key={each.value}
              className="flex cursor-pointer gap-2 rounded-control border border-border px-2 py-1.5 has-checked:border-border-strong has-checked:bg-hover"
            >
              <input
                type="radio"
                name="preset"
                value={each.value}
                checked={choice === each.value}
                onChange={() => {
                  setOwn({ min, max })
                  setChoice(each.value)
                }}
                aria-describedby={fieldId(`hint-${each.value}`)}
                className="mt-0.5 size-4 shrink-0 accent-fg"
              />
              <span className="grid content-start">
                <span className="font-medium text-dense">{each.label}</span>
                <span id={fieldId(`hint-${each.value}`)} className="text-muted text-xs">
                  {each.hint}
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <WholeField
          id={fieldId('priceMinPpm')}
          name="priceMinPpm"
          label="Lowest price (ppm)"
          min={0}
          max={terms.maxPpm}
          value={min}
          onValue={(text) => setPrice({ min: text })}
          error={errors.priceMinPpm}
        />
        <WholeField
          id={fieldId('priceMaxPpm')}
          name="priceMaxPpm"
          label="Highest price (ppm)"
          min={0}
          max={terms.maxPpm}
          value={max}
          onValue={(text) => setPrice({ max: text })}
          error={crossed ?? errors.priceMaxPpm}
        />
      </div>
      <RequestEstimate
        size={size}
        days={days}
        minPpm={parseWholeText(min)}
        maxPpm={parseWholeText(max)}
        market={market}
        unit={unit}
      />
      <Field
        id={fieldId('note')}
        name="note"
        label="Comment"
        hint={`For Flowrate’s operations, at most ${terms.commentLength} characters; may stay empty.`}
        error={errors.note}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={terms.commentLength}
            defaultValue={values.note}
          />
        )}
      </Field>
    </>
  )
}

interface TermFieldProps {
  terms: RequestTerms
  term: string
  onTerm: (term: string) => void
  error: string | undefined
  fieldId: (name: string) => string
}

function TermField({ terms, term, onTerm, error, fieldId }: TermFieldProps) {
  return (
    <div className="grid gap-1.5">
      <WholeField
        id={fieldId('termDays')}
        name="termDays"
        label="Term (days)"
        min={terms.minTermDays}
        max={terms.maxTermDays}
        value={term}
        onValue={onTerm}
        error={error}
      />
      <div role="group" aria-label="Usual terms" className="flex flex-wrap gap-1.5">
        {TERM_PRESETS.filter((preset) => preset >= terms.minTermDays).map((preset) => (
          <Button
            key={preset}
            size="sm"
            aria-pressed={term === String(preset)}
            aria-label={`${preset} days`}
            className="num aria-pressed:border-border-strong aria-pressed:bg-hover aria-pressed:font-semibold"
            onClick={() => onTerm(String(preset))}
          >
            {preset}
          </Button>
        ))}
      </div>
    </div>
  )
}

interface FixedTermProps {
  days: number
  lease: ScaledLease | undefined
  error: string | undefined
}

/** What adds to a lease ends with it. */
function FixedTerm({ days, lease, error }: FixedTermProps) {
  return (
    <div className="text-dense">
      <input type="hidden" name="termDays" value={days} />
      <p>
        <span className="font-medium">Term</span> {daysText(days)}, until lease {lease?.id} ends
      </p>
      {error === undefined ? null : <p className="text-bad">{error}</p>}
    </div>
  )
}

function startTerm({ minTermDays, maxTermDays }: RequestTerms, lease: ScaledLease | undefined) {
  return Math.min(maxTermDays, Math.max(minTermDays, lease?.daysLeft ?? START_TERM))
}

function crossedComplaint(min: string, max: string): string | undefined {
  const low = parseWholeText(min)
  const high = parseWholeText(max)
  if (low === null || high === null || low <= high) return undefined
  return 'Not below the lowest price.'
}

interface HeadroomProps {
  size: number | null
  terms: RequestTerms
  unit: Unit
}

/** Warns before a size that no single decision could grant. */
function Headroom({ size, terms: { headroomSats }, unit }: HeadroomProps) {
  const spell = unit === 'btc' ? formatBtcText : formatSatsText
  const isAbove = size !== null && size > headroomSats
  return (
    <div role="status" className="empty:hidden">
      {isAbove ? (
        <p className="flex gap-1.5 rounded-control bg-warn-soft px-2.5 py-2 text-dense text-warn">
          <AlertTriangleIcon className="mt-0.5 size-3.5 shrink-0" />
          Above your headroom of {spell(headroomSats)} under Flowrate’s limit for one subscriber.
          You can send it, but only a part may be served.
        </p>
      ) : null}
    </div>
  )
}
