'use client'

import { useState } from 'react'
import { UserText } from '@/components/shared/user-text'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

/** Ends a lease at once; the id is typed because nothing brings it back. */
export default function Terminate({ form, view, fieldId, onGate }: LeaseFormProps) {
  const { id, version, counterparty } = form.lease
  const [typed, setTyped] = useState('')
  return (
    <>
      <HiddenFields leaseId={id} version={version} />
      <div className="text-dense text-muted">
        <p>
          Lease {id}, <UserText>{counterparty}</UserText>, ends now and for good:
        </p>
        <ul className="list-disc pl-5">
          <li>its channels stay open, but no longer back it;</li>
          <li>its fee stops accruing and its contract is completed;</li>
          <li>a renewal of it, asked or agreed, falls.</li>
        </ul>
      </div>
      <ReasonField view={view} fieldId={fieldId} />
      <Field
        id={fieldId('alias')}
        name="alias"
        label={
          <>
            Type <span className="font-mono">{id}</span> to go on
          </>
        }
        error={view.errors.alias}
      >
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.target.value)
              onGate(event.target.value.trim() === id)
            }}
          />
        )}
      </Field>
    </>
  )
}
