'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/input'
import { HiddenFields } from '../parts/hidden-fields'
import { TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

/** The terms as people read them, the text that is signed, and its hash. */
export default function SignContract({ form, viewer, view, fieldId, onGate }: LeaseFormProps) {
  const { lease, terms } = form
  const [isRead, setRead] = useState(false)
  if (lease.contract === null) return null
  return (
    <>
      <HiddenFields contractId={lease.contract.id} termsHash={lease.contract.termsHash} />
      <TermFacts
        terms={{ ...lease, totalSats: lease.totalFeeSats }}
        viewer={viewer}
        marginBps={form.marginBps}
        before={[
          { label: 'Contract', value: lease.contract.id },
          { label: 'Lessor', value: lease.lessorLabel },
          { label: 'Lessee', value: lease.lesseeLabel },
        ]}
      />
      <section aria-labelledby={fieldId('text')} className="grid gap-1">
        <h3 id={fieldId('text')} className="font-medium text-dense">
          The text that is signed
        </h3>
        <ul className="rounded-control border border-border px-2.5 py-2 font-mono text-xs break-words">
          {terms.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="text-muted text-xs">
          SHA-256 <code className="font-mono text-fg break-all">{lease.contract.termsHash}</code>
        </p>
      </section>
      <label className="flex items-center gap-2 text-dense coarse:min-h-11">
        <Checkbox
          name="read"
          defaultChecked={isRead}
          onChange={(event) => {
            setRead(event.target.checked)
            onGate(event.target.checked)
          }}
        />
        I have read the terms
      </label>
      {view.errors.read ? <p className="text-bad text-dense">{view.errors.read}</p> : null}
    </>
  )
}
