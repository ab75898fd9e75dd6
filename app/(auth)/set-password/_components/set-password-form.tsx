'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type ActionState, IDLE } from '@/lib/web/action-state'
import { FormError } from '../../_components/form-error'

interface SetPasswordFormProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  token: string
}

export function SetPasswordForm({ action, token }: SetPasswordFormProps) {
  const [state, submit, isPending] = useActionState(action, IDLE)
  const errors = state.status === 'error' ? state.fieldErrors : {}
  return (
    <form action={submit} className="grid gap-3" noValidate>
      <FormError state={state} />
      <input type="hidden" name="token" value={token} />
      <Field name="password" label="New password" error={errors.password}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" required />}
      </Field>
      <Field name="passwordAgain" label="The same again" error={errors.passwordAgain}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" required />}
      </Field>
      <Button type="submit" variant="primary" aria-disabled={isPending}>
        {isPending ? 'Saving…' : 'Set password'}
      </Button>
    </form>
  )
}
