import { UserText } from '@/components/shared/user-text'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

/** Calls a signed lease off whose channels don't come about. */
export default function CancelUndelivered({ form, view, fieldId }: LeaseFormProps) {
  const { id, version, counterparty } = form.lease
  return (
    <>
      <HiddenFields leaseId={id} version={version} />
      <div className="text-dense text-muted">
        <p>
          Lease {id}, <UserText>{counterparty}</UserText>, is signed but has not begun. It is
          cancelled for good:
        </p>
        <ul className="list-disc pl-5">
          <li>its contract becomes void and its capacity is free again;</li>
          <li>the request that it came from is open again;</li>
          <li>openings that still run are given up; channels that are open stay the treasury’s.</li>
        </ul>
      </div>
      <ReasonField view={view} fieldId={fieldId} />
    </>
  )
}
