import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { HiddenFields } from '../parts/hidden-fields'
import type { LeaseFormProps } from '../types'

/** No renewal, or renewals again; either can be taken back while the lease runs. */
export default function CancelAtTerm({ form, action, viewer }: LeaseFormProps) {
  const { id, version, counterparty, endAt } = form.lease
  const end = <Timestamp iso={endAt} timeZone={viewer.timeZone} />
  return (
    <>
      <HiddenFields leaseId={id} version={version} />
      <p className="text-dense text-muted">
        {action === 'cancel_at_term' ? (
          <>
            Lease {id} with <UserText>{counterparty}</UserText> ends on {end} and can’t be renewed
            until you undo this. Nothing changes before.
          </>
        ) : (
          <>
            Lease {id} with <UserText>{counterparty}</UserText> may be renewed again before it ends
            on {end}.
          </>
        )}
      </p>
    </>
  )
}
