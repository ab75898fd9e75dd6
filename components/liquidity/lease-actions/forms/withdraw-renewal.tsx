import { UserText } from '@/components/shared/user-text'
import { HiddenFields } from '../parts/hidden-fields'
import { TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

export default function WithdrawRenewal({ form, viewer }: LeaseFormProps) {
  const { renewal, counterparty } = form.lease
  if (renewal === null)
    return <p className="text-dense">No renewal waits for an answer any more.</p>
  return (
    <>
      <HiddenFields renewalId={renewal.id} version={renewal.version} />
      <p className="text-dense text-muted">
        <UserText>{counterparty}</UserText> can then no longer accept renewal {renewal.id}. You may
        ask again later.
      </p>
      <TermFacts terms={renewal} viewer={viewer} marginBps={form.marginBps} />
    </>
  )
}
