'use client'

import { ActionForm } from '@/components/shared/form/action-form'
import { SubmitButton } from '@/components/shared/form/submit-button'
import type { ActionState } from '@/lib/core/action-state'
import { assign, issue } from '../actions'

interface QuickButtonProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  fields: Readonly<Record<string, string>>
  label: string
  blockedBy: string | undefined
  children: string
}

/** One act that needs no question; a refusal is said above the button. */
function QuickButton({ action, fields, label, blockedBy, children }: QuickButtonProps) {
  if (blockedBy !== undefined) return null
  return (
    <ActionForm action={action} isOnce>
      {() => (
        <>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton variant="secondary" size="sm" aria-label={label}>
            {children}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  )
}

interface IssueButtonProps {
  allocationId: string
  leaseId: string
  blockedBy: string | undefined
}

export function IssueButton({ allocationId, leaseId, blockedBy }: IssueButtonProps) {
  return (
    <QuickButton
      action={issue}
      fields={{ allocationId }}
      label={`Issue contract of ${leaseId}`}
      blockedBy={blockedBy}
    >
      Issue contract
    </QuickButton>
  )
}

interface AssignButtonProps {
  ticketId: string
  isMine: boolean
  blockedBy: string | undefined
}

export function AssignButton({ ticketId, isMine, blockedBy }: AssignButtonProps) {
  return (
    <QuickButton
      action={assign}
      fields={{ ticketId, to: isMine ? 'nobody' : 'me' }}
      label={isMine ? 'Give back' : 'Assign to me'}
      blockedBy={blockedBy}
    >
      {isMine ? 'Give back' : 'Assign to me'}
    </QuickButton>
  )
}
