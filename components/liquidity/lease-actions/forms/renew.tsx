'use client'

import { useEffect, useState } from 'react'
import { AmountField } from '@/components/shared/form/amount-field'
import { WholeField } from '@/components/shared/form/whole-field'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { sats } from '@/lib/core/money'
import { parseWholeText } from '@/lib/core/number-text'
import { viewerText } from '@/lib/core/viewer-text'
import { contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { feeExcess } from '@/lib/domains/liquidity/lease/rules'
import { type RenewalTerms, renewalTerms } from '@/lib/domains/liquidity/renewal/rules'
import type { LeaseForm } from '@/lib/flows/lease-form/form-rules'
import { FeeFields, type FeeWish } from '../parts/fee-fields'
import { HiddenFields } from '../parts/hidden-fields'
import { SignedTerms } from '../parts/signed-terms'
import { TermFacts } from '../parts/term-facts'
import { useSignedText } from '../parts/use-signed-text'
import type { LeaseFormProps } from '../types'

/** The same again, unless something is changed; the figures and the contract follow what is typed. */
export default function Renew({ form, viewer, view, fieldId, onGate }: LeaseFormProps) {
  const { lease, renew } = form
  const [term, setTerm] = useState(() => String(Math.max(lease.termDays, renew?.minTermDays ?? 1)))
  const [size, setSize] = useState<number | null>(lease.sizeSats)
  const [fee, setFee] = useState<FeeWish>(() => ({
    choice: 'same',
    ppm: String(lease.effectivePpm),
    feeSats: lease.totalFeeSats,
  }))
  const days = parseWholeText(term)
  const terms = days === null || size === null ? null : drawn(form, { days, size, fee })
  const contract = renew?.contract ?? null
  const signs = useSignedText(
    contract === null || terms === null ? null : contractText({ ...contract, ...terms }),
  )
  const isRequest = renew?.isRequest === true
  // Asking the market signs nothing.
  useEffect(() => (isRequest ? onGate(true) : undefined), [isRequest, onGate])
  if (renew === null) return null
  const excess = terms === null || fee.choice !== 'same' ? null : feeExcess(terms)
  const dearTerm =
    excess === null || isRequest
      ? undefined
      : `${viewerText(excess.detail, viewer)} Choose a shorter term or another fee.`
  return (
    <>
      <HiddenFields
        leaseId={lease.id}
        version={lease.version}
        asks={isRequest ? 'market' : 'counterparty'}
      />
      {renew.blockers.length > 0 ? <Blockers reasons={renew.blockers} /> : null}
      <p className="text-dense text-muted">
        {isRequest ? (
          `${lease.id} is over: this asks the market for the same capacity, at its old price give or take 20 %. It binds you to nothing.`
        ) : (
          <>
            {lease.id} with <UserText>{lease.counterparty}</UserText>. Asking is your signature
            under the contract below: it binds you as soon as the other side accepts, until{' '}
            <Timestamp iso={renew.respondBy} timeZone={viewer.timeZone} />. Before that you can
            withdraw it.
          </>
        )}
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
      {isRequest ? (
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
      {isRequest ? null : (
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
      {signs === null ? null : (
        <SignedTerms text={signs} view={view} fieldId={fieldId} onGate={onGate} />
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
