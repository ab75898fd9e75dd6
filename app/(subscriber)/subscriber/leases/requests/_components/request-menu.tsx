'use client'

import { createContext, useContext } from 'react'
import { FormSheet } from '@/components/shared/form/form-dialog'
import { type RowAction, RowActions } from '@/components/shared/form/row-actions'
import { toast } from '@/components/ui/toast'
import type { ActionState } from '@/lib/core/action-state'
import type { TicketStatus } from '@/types'

type Answer = ActionState<{ ticketId: string }>
/** A server action on one request. */
export type RequestChange = (state: Answer, form: FormData) => Promise<Answer>

export interface RequestActions {
  cancel: RequestChange
  clone: RequestChange
  /** Why this person may do nothing; undefined for those who may. */
  writeBlock: string | undefined
}

const refuse: RequestChange = async () => {
  throw new Error('The table provides its actions.')
}

/**
 * Each answer of the server brings its actions anew. Columns that were made of them would be new too,
 * and every menu drawn afresh, without its focus.
 */
export const RequestActionsContext = createContext<RequestActions>({
  cancel: refuse,
  clone: refuse,
  writeBlock: undefined,
})

interface RequestMenuProps {
  request: { id: string; status: TicketStatus; filledSats: number; version: number }
}

/** What a subscriber may do with one request. */
export function RequestMenu({ request }: RequestMenuProps) {
  const { cancel, clone, writeBlock } = useContext(RequestActionsContext)
  const { id, version } = request
  const changes: RowAction[] = [
    {
      key: 'cancel',
      label: 'Cancel request',
      blockedBy: cancelBlock(request),
      dialog: (state) => <CancelSheet request={{ id, version }} action={cancel} {...state} />,
    },
    {
      key: 'clone',
      label: 'Clone request',
      dialog: (state) => <CloneSheet id={id} action={clone} {...state} />,
    },
  ]
  return (
    <RowActions
      id={`actions-${id}`}
      label={`Actions for ${id}`}
      actions={[
        { key: 'view', label: 'View', href: `/subscriber/leases/requests/${id}` },
        ...(writeBlock === undefined ? changes : []),
      ]}
    />
  )
}

interface SheetState {
  isOpen: boolean
  onClose: () => void
  action: RequestChange
}

export function CancelSheet({
  request: { id, version },
  ...sheet
}: SheetState & { request: { id: string; version: number } }) {
  return (
    <FormSheet
      {...sheet}
      title={`Cancel ${id}?`}
      intro="Flowrate stops looking for capacity for this request. It can’t be opened again, but you can clone it."
      submitLabel="Cancel request"
      submitTone="danger"
      dismissLabel="Keep request"
      fields={{ ticketId: id, version }}
    />
  )
}

export function CloneSheet({ id, ...sheet }: SheetState & { id: string }) {
  return (
    <FormSheet<{ ticketId: string }>
      {...sheet}
      title={`Clone ${id}?`}
      intro="A new request with the same size, term, price band and comment is sent now."
      submitLabel="Send the same again"
      fields={{ ticketId: id }}
      onDone={({ ticketId }) =>
        toast({
          tone: 'ok',
          message: `Request ${ticketId} was sent.`,
          href: `/subscriber/leases/requests/${ticketId}`,
          hrefLabel: 'View request',
        })
      }
    />
  )
}

/** Why a request can't be taken back any more. */
export function cancelBlock({
  status,
  filledSats,
}: {
  status: TicketStatus
  filledSats: number
}): string | undefined {
  if (status !== 'pending') return `It is ${status} and no longer open.`
  return filledSats > 0 ? 'Capacity is already allocated to it.' : undefined
}
