'use client'

import type { FormView } from '@/components/shared/form/action-form'
import { AmountField } from '@/components/shared/form/amount-field'
import { FormSheet } from '@/components/shared/form/form-dialog'
import type { Viewer } from '@/components/shared/preferences'
import { Field } from '@/components/ui/field'
import { AlertTriangleIcon } from '@/components/ui/icons'
import { Checkbox, Input } from '@/components/ui/input'
import { MAX_SATS } from '@/lib/core/money'
import type { PoolView } from '@/lib/flows/market/view-rules'
import { createPool, editPool } from '../actions'

interface PoolDialogProps {
  /** Null for a new one. */
  pool: PoolView | null
  treasuries: readonly { id: string; name: string }[]
  viewer: Viewer
  isOpen: boolean
  onClose: () => void
  onDone: () => void
}

export function PoolDialog({ pool, treasuries, viewer, ...state }: PoolDialogProps) {
  const fields = (view: FormView<undefined>, fieldId: (name: string) => string) => (
    <PoolFields view={view} fieldId={fieldId} pool={pool} treasuries={treasuries} viewer={viewer} />
  )
  // A select or a box that was ticked keeps its state: the browser's own reset is not wanted.
  return (
    <div className="contents" onReset={(event) => event.preventDefault()}>
      {pool === null ? (
        <FormSheet
          {...state}
          title="New pool"
          intro="Treasuries offered together under one policy."
          submitLabel="Create pool"
          action={createPool}
        >
          {fields}
        </FormSheet>
      ) : (
        <FormSheet
          {...state}
          title="Edit pool"
          intro="Running leases keep their terms. A treasury with pending allocations can’t leave."
          submitLabel="Save pool"
          action={editPool}
          fields={{ poolId: pool.id }}
        >
          {fields}
        </FormSheet>
      )}
    </div>
  )
}

interface PoolFieldsProps extends Pick<PoolDialogProps, 'pool' | 'treasuries' | 'viewer'> {
  view: FormView<undefined>
  fieldId: (name: string) => string
}

function PoolFields({ view, fieldId, pool, treasuries, viewer }: PoolFieldsProps) {
  const { errors, state } = view
  const fresh = state.status === 'error' ? state.fresh : undefined
  const version = typeof fresh?.version === 'number' ? fresh.version : pool?.version
  return (
    <>
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      {fresh === undefined ? null : (
        <p className="rounded-control bg-warn-soft px-2.5 py-2 text-dense text-warn">
          Another admin saved “{String(fresh.name)}” while this was open. Your entries stay; saving
          again replaces theirs.
        </p>
      )}
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field
          id={fieldId('name')}
          name="name"
          label="Name"
          hint="3 to 60 characters, unique"
          error={errors.name}
        >
          {(control) => (
            <Input {...control} autoComplete="off" maxLength={60} defaultValue={pool?.name ?? ''} />
          )}
        </Field>
        <Field
          id={fieldId('nickname')}
          name="nickname"
          label="Nickname"
          hint="What subscribers see of an anonymised treasury"
          error={errors.nickname}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={60}
              defaultValue={pool?.nickname ?? ''}
            />
          )}
        </Field>
      </div>
      <TreasuryBoxes
        errorId={fieldId('treasuries-error')}
        error={errors.treasuryIds}
        treasuries={treasuries}
        chosen={pool?.treasuries.map(({ id }) => id) ?? []}
      />
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field
          id={fieldId('term')}
          name="minTermDays"
          label="Shortest term (days)"
          hint="1 to 365"
          error={errors.minTermDays}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              className="num text-right"
              defaultValue={pool?.minTermDays ?? 30}
            />
          )}
        </Field>
        <AmountField
          id={fieldId('exposure')}
          name="maxExposureSats"
          label="Most for one lessee"
          unit={viewer.unit}
          minSats={1}
          maxSats={MAX_SATS}
          defaultSats={pool?.maxExposureSats}
          hint="More than 0; the platform’s own limit holds as well"
          error={errors.maxExposureSats}
        />
      </div>
      <Field
        id={fieldId('jurisdictions')}
        name="jurisdictions"
        label="Jurisdictions"
        hint="Country codes of two letters, as DE, FR"
        error={errors.jurisdictions}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            className="uppercase"
            defaultValue={pool?.jurisdictions.join(', ') ?? ''}
          />
        )}
      </Field>
    </>
  )
}

interface TreasuryBoxesProps {
  errorId: string
  error: string | undefined
  treasuries: readonly { id: string; name: string }[]
  chosen: readonly string[]
}

function TreasuryBoxes({ errorId, error, treasuries, chosen }: TreasuryBoxesProps) {
  return (
    <fieldset aria-describedby={error === undefined ? undefined : errorId}>
      <legend className="mb-1 font-medium text-dense">Treasuries</legend>
      <div className="grid gap-x-3 sm:grid-cols-2">
        {treasuries.map(({ id, name }) => (
          <label key={id} className="flex min-h-7 items-center gap-2 text-dense coarse:min-h-11">
            <Checkbox name="treasuryIds" value={id} defaultChecked={chosen.includes(id)} />
            {name}
          </label>
        ))}
      </div>
      {error === undefined ? null : (
        <p id={errorId} className="flex items-center gap-1 text-bad text-dense">
          <AlertTriangleIcon className="size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  )
}
