'use client'

import RequestCapacityFields from '@/components/liquidity/ticket/request-capacity-fields'
import { HiddenFields } from '../parts/hidden-fields'
import type { LeaseFormProps } from '../types'

/** A request for more beside this lease. */
export default function Scale({ form, viewer, view, fieldId }: LeaseFormProps) {
  const { lease, scale } = form
  if (scale === null) return null
  return (
    <>
      <HiddenFields leaseId={lease.id} />
      <p className="text-dense text-muted">
        More capacity beside lease {lease.id} until the same end, with a contract of its own;
        nothing runs before you have signed it.
      </p>
      <RequestCapacityFields
        terms={scale}
        unit={viewer.unit}
        lease={lease}
        errors={view.errors}
        values={view.values}
        fieldId={fieldId}
      />
    </>
  )
}
