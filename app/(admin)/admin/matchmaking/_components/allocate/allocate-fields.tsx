'use client'

import { useState } from 'react'
import type { FormView } from '@/components/shared/form/action-form'
import { AmountField } from '@/components/shared/form/amount-field'
import { WholeField } from '@/components/shared/form/whole-field'
import { formatInteger } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import { MAX_SATS, sats } from '@/lib/core/money'
import { parseWholeText } from '@/lib/core/number-text'
import { viewerText } from '@/lib/core/viewer-text'
import type { PriceBand } from '@/lib/domains/liquidity/allocation/fee-rules'
import { splitOverTreasuries } from '@/lib/domains/liquidity/pool/split-rules'
import type { Suggestions } from '@/lib/flows/market/list-suggestions'
import type { TicketView } from '@/lib/flows/market/view-rules'
import type { FeeModel, Sats } from '@/types'
import { AllocateQuote } from './allocate-quote'
import { ConflictNotice } from './conflict-notice'
import { SizeLimits } from './size-limits'
import { type HandPart, SplitFields, totalOf } from './split-fields'
import { freshIn, useMarket } from './use-market'

export interface AllocateFieldsProps {
  ticket: TicketView
  opened: Suggestions
  poolId: string
  viewer: Viewer
  today: string
  view: FormView<undefined>
  fieldId: (name: string) => string
}

/** In the place of a treasury's id. */
const BY_HAND = 'by-hand'

export function AllocateFields(props: AllocateFieldsProps) {
  const { ticket, opened, viewer, today, view, fieldId } = props
  const { errors, state } = view
  const [poolId, setPoolId] = useState(props.poolId)
  const [treasuryId, setTreasuryId] = useState('')
  const [startsAt, setStartsAt] = useState(today)
  const { suggestions, fresh } = useMarket(opened, state, startsAt === today ? '' : startsAt)
  // The term and price band, which another start changes for what adds to a lease.
  const asked = suggestions.term ?? ticket
  const { leastSats } = suggestions
  const pool = suggestions.pools.find((each) => each.poolId === poolId)
  const [firstSats] = useState<Sats>(() => pool?.fitSats ?? opened.remainingSats)
  const [size, setSize] = useState<number | null>(firstSats)
  const [typedParts, setParts] = useState<HandPart[] | null>(null)
  const [feeModel, setFeeModel] = useState<FeeModel>('ppm')
  const ppmOf = (each: typeof pool) => String(startingPpm(asked, each?.marketPpm ?? null))
  const [feePpm, setFeePpm] = useState(() => ppmOf(pool))
  const [feeSats, setFeeSats] = useState<number | null>(null)
  if (pool === undefined) return <p className="text-dense">This pool is gone. Choose again.</p>

  const treasury = pool.treasuries.find(({ id }) => id === treasuryId)
  const cleared = pool.treasuries.filter(({ isCleared }) => isCleared)
  const chosen = treasury === undefined ? cleared : [treasury]
  const remainingSats = fresh?.remainingSats ?? suggestions.remainingSats
  const availableSats = fresh?.availableSats ?? treasury?.availableSats ?? pool.availableSats
  const headroomSats = fresh?.headroomSats ?? pool.headroomSats
  const mostSats = Math.min(remainingSats, availableSats, headroomSats)
  const ppm = parseWholeText(feePpm)
  // A treasury that may not give any more takes its part along.
  const parts =
    typedParts?.filter(({ treasuryId: of }) => cleared.some(({ id }) => id === of)) ?? null
  const sizeSats = parts === null ? size : totalOf(parts)
  const choosePool = (id: string) => {
    setPoolId(id)
    setTreasuryId('')
    setParts(null)
    // Another market has another price; one that was typed stays.
    const next = suggestions.pools.find((each) => each.poolId === id)
    if (feePpm === ppmOf(pool)) setFeePpm(ppmOf(next))
  }
  const chooseTreasury = (id: string) => {
    setTreasuryId(id)
    const rooms = cleared.map((each) => ({ ...each, treasuryId: each.id }))
    const automatic = isAmount(size) ? splitOverTreasuries(size, rooms, leastSats) : null
    const first = automatic?.map((part) => ({ ...part, amountSats: part.sizeSats }))
    setParts(id === BY_HAND ? (first ?? []) : null)
  }
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid content-start gap-3">
        <input
          type="hidden"
          name="version"
          value={fresh?.ticketVersion ?? suggestions.ticketVersion}
        />
        <ConflictNotice
          fresh={freshIn(state)}
          opened={opened}
          poolId={poolId}
          treasuryId={treasuryId === BY_HAND ? '' : treasuryId}
          viewer={viewer}
        />
        <Field id={fieldId('pool')} name="poolId" label="Pool" error={errors.poolId}>
          {(control) => (
            <Select
              {...control}
              value={poolId}
              onChange={(event) => choosePool(event.target.value)}
            >
              {suggestions.pools.map((each) => (
                <option key={each.poolId} value={each.poolId} disabled={each.fit === 'none'}>
                  {each.poolName}
                  {each.fit === 'none' ? ` (${viewerText(reasonOf(each), viewer)})` : ''}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          id={fieldId('treasury')}
          name="treasuryId"
          label="Treasury"
          error={errors.treasuryId}
        >
          {(control) => (
            <Select
              {...control}
              value={treasuryId}
              onChange={(event) => chooseTreasury(event.target.value)}
            >
              <option value="">Automatic split</option>
              {cleared.length > 1 ? <option value={BY_HAND}>Split by hand</option> : null}
              {pool.treasuries.map(({ id, name, isCleared }) => (
                <option key={id} value={id} disabled={!isCleared}>
                  {name}
                  {isCleared ? '' : ' (review not passed)'}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {parts === null ? (
          <AmountField
            id={fieldId('size')}
            name="sizeSats"
            label="Size"
            unit={viewer.unit}
            minSats={leastSats}
            maxSats={mostSats}
            defaultSats={size ?? firstSats}
            error={errors.sizeSats}
            onAmount={setSize}
          />
        ) : (
          <SplitFields
            treasuries={cleared}
            parts={parts}
            onParts={(changed) => {
              setParts(changed)
              setSize(totalOf(changed))
            }}
            mostSats={mostSats}
            viewer={viewer}
            fieldId={fieldId}
            error={errors.split ?? errors.sizeSats}
          />
        )}
        <SizeLimits
          items={[
            ['Still wanted', remainingSats],
            [availableLabel(treasury?.name, startsAt === today), availableSats],
            ['Headroom', headroomSats],
            ['Smallest lease', leastSats],
          ]}
          viewer={viewer}
        />
        <div className="grid items-start gap-3 xs:grid-cols-2">
          <Field id={fieldId('model')} name="feeModel" label="Fee model" error={errors.feeModel}>
            {(control) => (
              <Select
                {...control}
                value={feeModel}
                onChange={(event) => setFeeModel(event.target.value === 'ppm' ? 'ppm' : 'fixed')}
              >
                <option value="ppm">Rate in ppm</option>
                <option value="fixed">Fixed fee</option>
              </Select>
            )}
          </Field>
          {feeModel === 'ppm' ? (
            <WholeField
              id={fieldId('ppm')}
              name="feePpm"
              label="Fee (ppm)"
              min={0}
              max={asked.priceMaxPpm}
              value={feePpm}
              onValue={setFeePpm}
              hint={`Asked for: ${formatInteger(asked.priceMinPpm)}–${formatInteger(asked.priceMaxPpm)}`}
              error={errors.feePpm}
            />
          ) : (
            <AmountField
              id={fieldId('fee')}
              name="feeSats"
              label="Fixed fee"
              unit={viewer.unit}
              minSats={1}
              maxSats={MAX_SATS}
              hint="For the whole term, over all treasuries"
              error={errors.feeSats}
              onAmount={setFeeSats}
            />
          )}
        </div>
        <Field
          id={fieldId('start')}
          name="startsAt"
          label="Start"
          hint="A UTC day; today means as soon as it is delivered"
          error={startsAt < today ? 'Today or later.' : errors.startsAt}
        >
          {(control) => (
            <Input
              {...control}
              type="date"
              min={today}
              value={startsAt}
              onChange={(event) => setStartsAt(event.target.value)}
            />
          )}
        </Field>
        <Field
          id={fieldId('note')}
          name="note"
          label="Note"
          hint="For admins, up to 500 characters"
          error={errors.note}
        >
          {(control) => <Textarea {...control} rows={2} maxLength={500} defaultValue="" />}
        </Field>
      </div>
      <AllocateQuote
        asked={asked}
        pool={pool}
        exposureSats={fresh?.exposureSats ?? pool.poolExposureSats}
        treasuries={chosen}
        parts={parts}
        sizeSats={isAmount(sizeSats) ? sizeSats : null}
        remainingSats={remainingSats}
        leastSats={leastSats}
        fee={
          feeModel === 'ppm'
            ? { feeModel, feePpm: ppm, feeSats: null }
            : { feeModel, feePpm: null, feeSats: feeSats === null ? null : sats(feeSats) }
        }
        startAt={suggestions.startAt}
        viewer={viewer}
      />
    </div>
  )
}

/** Room on a day to come is another figure than the room of today, and says so. */
function availableLabel(treasury: string | undefined, isToday: boolean): string {
  const where = treasury === undefined ? 'Available' : `Available at ${treasury}`
  return isToday ? where : `${where} on that day`
}

function isAmount(size: number | null): size is Sats {
  return size !== null && size >= 1 && size <= MAX_SATS
}

/** The market's price where the request allows it, else the nearest that it does allow. */
function startingPpm({ priceMinPpm, priceMaxPpm }: PriceBand, marketPpm: number | null): number {
  return Math.min(priceMaxPpm, Math.max(priceMinPpm, marketPpm ?? priceMaxPpm))
}

function reasonOf({ checks }: Suggestions['pools'][number]): string {
  return checks.find((check) => check.isBlocking)?.label ?? 'does not fit'
}
