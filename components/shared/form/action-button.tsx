'use client'

import type { ReactNode } from 'react'
import type { ActionState } from '@/lib/core/action-state'
import { ActionForm } from './action-form'
import { SubmitButton } from './submit-button'

interface ActionButtonProps<Data> {
  action: (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>>
  children: ReactNode
}

/** A form that is one button: an action without any input. */
export function ActionButton<Data>({ action, children }: ActionButtonProps<Data>) {
  return (
    <ActionForm action={action}>
      {() => <SubmitButton variant="secondary">{children}</SubmitButton>}
    </ActionForm>
  )
}
