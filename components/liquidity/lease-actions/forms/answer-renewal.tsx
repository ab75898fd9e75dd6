import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import { SignedTerms } from '../parts/signed-terms'
import { TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

/** Accepting is a signature; declining asks for a word why. */
export default function AnswerRenewal({
  form,
  action,
  viewer,
  view,
  fieldId,
  onGate,
}: LeaseFormProps) {
  const { renewal, id, counterparty } = form.lease
  if (renewal === null)
    return <p className="text-dense">No renewal waits for an answer any more.</p>
  const { signs } = form
  const isAcceptance = action === 'accept_renewal'
  return (
    <>
      <HiddenFields
        renewalId={renewal.id}
        version={renewal.version}
        accept={isAcceptance ? 'yes' : 'no'}
      />
      <p className="text-dense text-muted">
        <UserText>{counterparty}</UserText> asks to renew lease {id}.{' '}
        {isAcceptance
          ? 'Your acceptance is your signature: the new lease starts where the old one ends, over the same channels.'
          : consequence(renewal.requestedBy)}
      </p>
      <TermFacts
        terms={renewal}
        viewer={viewer}
        marginBps={form.marginBps}
        after={[
          {
            label: 'Answer by',
            value: <Timestamp iso={renewal.respondBy} timeZone={viewer.timeZone} />,
          },
        ]}
      />
      {isAcceptance && signs !== null ? (
        <SignedTerms text={signs} isFirst view={view} fieldId={fieldId} onGate={onGate} />
      ) : null}
      {isAcceptance ? null : (
        <ReasonField
          view={view}
          fieldId={fieldId}
          label="Reason (optional)"
          hint="The other side reads it."
        />
      )}
    </>
  )
}

function consequence(requestedBy: 'treasury' | 'subscriber'): string {
  return requestedBy === 'subscriber'
    ? 'If you decline, Flowrate asks the market for the capacity in their name.'
    : 'If you decline, the lease ends at its term unless you ask for a renewal yourself.'
}
