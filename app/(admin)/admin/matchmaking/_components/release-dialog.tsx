'use client'

import { Amount } from '@/components/shared/amount'
import { FormSheet } from '@/components/shared/form/form-dialog'
import type { Viewer } from '@/components/shared/preferences'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { AllocationView } from '@/lib/flows/market/view-rules'
import { release } from '../actions'

interface ReleaseDialogProps {
  allocation: Pick<AllocationView, 'id' | 'leaseId' | 'sizeSats'>
  viewer: Viewer
  isOpen: boolean
  onClose: () => void
  onDone: () => void
}

export function ReleaseDialog({ allocation, viewer, ...state }: ReleaseDialogProps) {
  const { id, leaseId, sizeSats } = allocation
  return (
    <FormSheet
      {...state}
      title={`Release reservation of ${leaseId}`}
      intro={
        <>
          <Amount sats={sizeSats} unit={viewer.unit} /> become free again. Lease {leaseId} is
          cancelled, its contract is void if there is one, and the request is open again.
        </>
      }
      submitLabel="Release"
      submitTone="danger"
      action={release}
      fields={{ allocationId: id }}
    >
      {({ errors, values }, fieldId) => (
        <Field
          id={fieldId('reason')}
          name="reason"
          label="Reason"
          hint="10 to 500 characters; it goes into the audit log, which Flowrate alone reads"
          error={errors.reason}
        >
          {(control) => (
            <Textarea {...control} maxLength={500} defaultValue={values.reason ?? ''} />
          )}
        </Field>
      )}
    </FormSheet>
  )
}
