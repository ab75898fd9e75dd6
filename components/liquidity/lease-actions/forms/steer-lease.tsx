import { isolated } from '@/lib/core/plain-text'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

/** Flowrate pauses a lease or lets it go on. */
export default function SteerLease({ form, action, view, fieldId }: LeaseFormProps) {
  const { id, version, counterparty } = form.lease
  return (
    <>
      <HiddenFields leaseId={id} version={version} />
      <p className="text-dense text-muted">
        {action === 'pause'
          ? `${id}, ${isolated(counterparty)}, is marked as paused. Its term runs on and its fee goes on accruing; service credits apply.`
          : `${id}, ${isolated(counterparty)}, is active again.`}
      </p>
      <ReasonField view={view} fieldId={fieldId} />
    </>
  )
}
