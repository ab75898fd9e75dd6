'use client'

import { FormSheet } from '@/components/shared/form/form-dialog'
import { SubmitButton } from '@/components/shared/form/submit-button'
import type { Viewer } from '@/components/shared/preferences'
import type { Suggestions } from '@/lib/flows/market/list-suggestions'
import type { TicketView } from '@/lib/flows/market/view-rules'
import { allocate } from '../../actions'
import { AllocateFields } from './allocate-fields'

interface AllocateDialogProps {
  ticket: TicketView
  suggestions: Suggestions
  poolId: string
  viewer: Viewer
  today: string
  isOpen: boolean
  onClose: () => void
  onDone: () => void
}

/** Gives a request capacity of a pool: only reserved, or with its contract issued at once. */
export function AllocateDialog({
  ticket,
  suggestions,
  poolId,
  viewer,
  today,
  ...state
}: AllocateDialogProps) {
  // What was chosen stays after a refusal: the browser's own reset is not wanted.
  return (
    <div className="contents" onReset={(event) => event.preventDefault()}>
      <FormSheet
        {...state}
        isWide
        title="Allocate capacity"
        intro={`For ${ticket.id}, ${ticket.desk?.subscriberName ?? ''}: held for 72 hours, until both parties have signed.`}
        submitLabel="Issue contract"
        action={allocate}
        fields={{ ticketId: ticket.id }}
        moreButtons={
          <SubmitButton variant="secondary" name="issue" value="false">
            Reserve
          </SubmitButton>
        }
      >
        {(view, fieldId) => (
          <AllocateFields
            ticket={ticket}
            opened={suggestions}
            poolId={poolId}
            viewer={viewer}
            today={today}
            view={view}
            fieldId={fieldId}
          />
        )}
      </FormSheet>
    </div>
  )
}
