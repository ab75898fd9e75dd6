import { UserText } from '@/components/shared/user-text'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

export default function VoidContract({ form, view, fieldId }: LeaseFormProps) {
  const { contract, id, counterparty } = form.lease
  if (contract === null) return null
  return (
    <>
      <HiddenFields contractId={contract.id} version={contract.version} />
      <p className="text-dense text-muted">
        Contract {contract.id} (<UserText>{counterparty}</UserText>) becomes void and lease {id} is
        cancelled. The reserved capacity is free again and the request it came from is open again.
      </p>
      <ReasonField view={view} fieldId={fieldId} />
    </>
  )
}
