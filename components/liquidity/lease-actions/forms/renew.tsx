'use client'

import { useState } from 'react'
import { AmountField } from '@/components/shared/form/amount-field'
import { WholeField } from '@/components/shared/form/whole-field'
import { Timestamp } from '@/components/shared/timestamp'
import { sats } from '@/lib/core/money'
import { parseWholeText } from '@/lib/core/number-text'
import { isolated } from '@/lib/core/plain-text'
import { viewerText } from '@/lib/core/viewer-text'
import { feeExcess } from '@/lib/domains/liquidity/lease/rules'
import { type RenewalTerms, renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import type { LeaseForm } from '@/lib/flows/lease-form/form-rules'
import { TextBox } from '../parts/contract-text'
import { FeeFields, type FeeWish } from '../parts/fee-fields'
import { HiddenFields } from '../parts/hidden-fields'
import { TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

/** The same again, unless something is changed; the figures follow what is typed. */
export default function Renew({ form, viewer, view, fieldId }: LeaseFormProps) {
  const { lease, renew, signs } = form
  const [term, setTerm] = useState(() => String(Math.max(lease.termDays, renew?.minTermDays ?? 1)))
  const [size, setSize] = useState<number | null>(lease.sizeSats)
  const [fee, setFee] = useState<FeeWish>(() => ({
    choice: 'same',
    ppm: String(lease.effectivePpm),
    feeSats: lease.totalFeeSats,
  }))
  if (renew === null) return null
  const days = parseWholeText(term)
  const terms = days === null || size === null ? null : drawn(form, { days, size, fee })
  const excess = terms === null || fee.choice !== 'same' ? null : feeExcess(terms)
  const dearTerm =
    excess === null || renew.isRequest
      ? undefined
      : `${viewerText(excess.detail, viewer)} Choose a shorter term or another fee.`
  return (
    <>
      <HiddenFields leaseId={lease.id} version={lease.version} />
      {renew.blockers.length > 0 ? <Blockers reasons={renew.blockers} /> : null}
      <p className="text-dense text-muted">
        {renew.isRequest
          ? `${lease.id} is over: this asks the market for the same capacity, at its old price give or take 20 %.`
          : `${lease.id} with ${isolated(lease.counterparty)}. This request is your signature; the other side’s acceptance is theirs.`}
      </p>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <WholeField
          id={fieldId('termDays')}
          name="termDays"
          label="Term (days)"
          min={renew.minTermDays}
          max={renew.maxTermDays}
          value={term}
          onValue={setTerm}
          error={dearTerm ?? view.errors.termDays}
        />
        <AmountField
          id={fieldId('sizeSats')}
          name="sizeSats"
          label="Size"
          unit={viewer.unit}
          minSats={renew.minSats}
          maxSats={lease.sizeSats}
          defaultSats={lease.sizeSats}
          hint="At most as before; for more, ask to scale the lease."
          typed={view.values.sizeSats}
          error={view.errors.sizeSats}
          onAmount={setSize}
        />
      </div>
      {renew.isRequest ? (
        <input type="hidden" name="feeModel" value="same" />
      ) : (
        <FeeFields
          choices={['same', 'ppm', 'fixed']}
          wish={fee}
          onWish={setFee}
          maxPpm={renew.maxPpm}
          maxFeeSats={Math.max(1, size ?? lease.sizeSats)}
          view={view}
          fieldId={fieldId}
          viewer={viewer}
        />
      )}
      {renew.isRequest ? null : (
        <section
          aria-label="The new lease"
          aria-live="polite"
          className="rounded-control border border-border p-3"
        >
          {terms === null ? (
            <p className="text-dense text-muted">Fill the fields to see the new terms.</p>
          ) : (
            <TermFacts
              terms={terms}
              viewer={viewer}
              marginBps={form.marginBps}
              after={[
                {
                  label: 'Answer by',
                  value: <Timestamp iso={renew.respondBy} timeZone={viewer.timeZone} />,
                },
              ]}
            />
          )}
        </section>
      )}
      {renew.isRequest || signs === null ? null : (
        <TextBox
          id={fieldId('text')}
          title="What the new contract says beside these terms"
          lines={signs.lines}
        />
      )}
    </>
  )
}

function Blockers({ reasons }: { reasons: readonly string[] }) {
  return (
    <div className="rounded-control bg-warn-soft px-2.5 py-2 text-dense text-warn">
      <p className="font-medium">It can’t be renewed now:</p>
      <ul className="list-disc pl-5">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  )
}

interface Wish {
  days: number
  size: number
  fee: FeeWish
}

/** The terms that would be agreed; null while something typed makes none. */
function drawn({ lease, renew }: LeaseForm, { days, size, fee }: Wish): RenewalTerms | null {
  const ppm = parseWholeText(fee.ppm)
  const least = renew?.minSats ?? lease.sizeSats
  const isUnpriced =
    (fee.choice === 'ppm' && ppm === null) || (fee.choice === 'fixed' && fee.feeSats === null)
  if (days < 1 || days > 365 || size < least || size > lease.sizeSats || isUnpriced) return null
  return renewalTerms(lease, {
    termDays: days,
    sizeSats: sats(size),
    ...(fee.choice === 'ppm' ? { feeModel: 'ppm' as const, feePpm: ppm ?? 0 } : {}),
    ...(fee.choice === 'fixed'
      ? { feeModel: 'fixed' as const, feeSats: sats(fee.feeSats ?? 0) }
      : {}),
  })
}
