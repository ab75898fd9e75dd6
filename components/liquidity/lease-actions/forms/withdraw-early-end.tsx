import { EarlyEndFacts } from '../parts/early-end-facts'
import { HiddenFields } from '../parts/hidden-fields'
import type { LeaseFormProps } from '../types'

export default function WithdrawEarlyEnd({ form, viewer }: LeaseFormProps) {
  const { id, earlyEnd } = form.lease
  if (earlyEnd === null)
    return <p className="text-dense">No early end waits for an answer any more.</p>
  return (
    <>
      <HiddenFields earlyEndId={earlyEnd.id} version={earlyEnd.version} />
      <p className="text-dense text-muted">Lease {id} then runs on to its term.</p>
      <EarlyEndFacts request={earlyEnd} viewer={viewer} />
    </>
  )
}
