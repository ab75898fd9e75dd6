'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import { FormDialog, FormSheet } from '@/components/shared/form/form-dialog'
import type { Unit } from '@/components/shared/preferences'
import type { ButtonVariant } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import { toast } from '@/components/ui/toast'
import type { ActionState } from '@/lib/core/action-state'
import type { RequestTerms } from '@/lib/domains/liquidity/ticket/band-rules'
import type { ScaledLease } from './request-capacity-fields'

/** Loaded when the dialog is first opened. */
const RequestCapacityFields = lazy(() => import('./request-capacity-fields'))

export type RequestAction = (
  state: ActionState<{ ticketId: string }>,
  form: FormData,
) => Promise<ActionState<{ ticketId: string }>>

interface RequestForm {
  terms: RequestTerms
  unit: Unit
  action: RequestAction
  /** Asks for more beside this lease instead of for a lease alone. */
  lease?: ScaledLease | undefined
}

interface RequestCapacityDialogProps extends RequestForm {
  trigger?: ReactNode
  triggerLabel?: string
  variant?: ButtonVariant
}

/** The button "Request more capacity" (or "Scale") with its dialog. */
export function RequestCapacityDialog({
  trigger = 'Request more capacity',
  triggerLabel,
  variant = 'primary',
  ...form
}: RequestCapacityDialogProps) {
  return (
    <FormDialog<{ ticketId: string }>
      trigger={trigger}
      {...(triggerLabel === undefined ? {} : { triggerLabel })}
      variant={variant}
      {...sheetOf(form)}
    />
  )
}

interface RequestCapacitySheetProps extends RequestForm {
  isOpen: boolean
  onClose: () => void
}

/** The same dialog opened from elsewhere, such as a row's menu. */
export function RequestCapacitySheet({ isOpen, onClose, ...form }: RequestCapacitySheetProps) {
  return <FormSheet<{ ticketId: string }> isOpen={isOpen} onClose={onClose} {...sheetOf(form)} />
}

function sheetOf({ terms, unit, action, lease }: RequestForm) {
  return {
    title: lease === undefined ? 'Request capacity' : `Scale ${lease.id}`,
    intro:
      lease === undefined
        ? 'Flowrate looks for a pool that fits and offers you a contract; nothing runs before you have signed it.'
        : 'More capacity beside this lease, with a contract of its own; nothing runs before you have signed it.',
    submitLabel: 'Send request',
    action,
    ...(lease === undefined ? {} : { fields: { leaseId: lease.id } }),
    onDone: tellRequest,
    children: (
      { errors, values }: { errors: Readonly<Record<string, string>>; values: Typed },
      fieldId: (name: string) => string,
    ) => (
      <Suspense fallback={<FieldsSkeleton />}>
        <RequestCapacityFields
          terms={terms}
          unit={unit}
          lease={lease}
          errors={errors}
          values={values}
          fieldId={fieldId}
        />
      </Suspense>
    ),
  }
}

type Typed = Readonly<Record<string, string>>

function tellRequest({ ticketId }: { ticketId: string }) {
  toast({
    tone: 'ok',
    message: `Request ${ticketId} was sent.`,
    href: `/subscriber/leases/requests/${ticketId}`,
    hrefLabel: 'View request',
  })
}

/** As high as the fields, so that nothing jumps. */
function FieldsSkeleton() {
  return (
    <div className="grid min-h-116 place-items-center">
      <Spinner />
    </div>
  )
}
