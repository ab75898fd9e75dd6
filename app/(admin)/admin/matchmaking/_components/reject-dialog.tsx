'use client'

import { REJECT_WORDS } from '@/components/liquidity/ticket/ticket-words'
import { Amount } from '@/components/shared/amount'
import { FormSheet } from '@/components/shared/form/form-dialog'
import type { Viewer } from '@/components/shared/preferences'
import { UserText } from '@/components/shared/user-text'
import { Field } from '@/components/ui/field'
import { Select, Textarea } from '@/components/ui/input'
import type { TicketView } from '@/lib/flows/market/view-rules'
import { REJECT_REASONS } from '@/types'
import { reject } from '../actions'

interface RejectDialogProps {
  ticket: TicketView
  viewer: Viewer
  isOpen: boolean
  onClose: () => void
  onDone: () => void
}

/** Of a partly filled request only the remainder is rejected, which leaves it matched. */
export function RejectDialog({ ticket, viewer, ...state }: RejectDialogProps) {
  const { id, version, remainingSats, filledSats, desk } = ticket
  return (
    <FormSheet
      {...state}
      title="Reject request"
      intro={
        <>
          {filledSats > 0 ? 'The rest of ' : 'Request '}
          <strong className="font-medium text-fg">{id}</strong>,{' '}
          <Amount sats={remainingSats} unit={viewer.unit} /> for{' '}
          <UserText>{desk?.subscriberName}</UserText>, is closed. The subscriber reads the reason.
        </>
      }
      submitLabel="Reject request"
      submitTone="danger"
      action={reject}
      fields={{ ticketId: id, version }}
    >
      {({ errors, values }, fieldId) => (
        <>
          <Field id={fieldId('code')} name="reasonCode" label="Reason" error={errors.reasonCode}>
            {(control) => (
              <Select
                {...control}
                defaultValue={values.reasonCode ?? 'no_capacity'}
                key={values.reasonCode}
              >
                {REJECT_REASONS.map((code) => (
                  <option key={code} value={code}>
                    {REJECT_WORDS[code]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            id={fieldId('text')}
            name="reason"
            label="Explanation"
            hint="10 to 500 characters"
            error={errors.reason}
          >
            {(control) => (
              <Textarea {...control} maxLength={500} defaultValue={values.reason ?? ''} />
            )}
          </Field>
        </>
      )}
    </FormSheet>
  )
}
