'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type ActionState, IDLE } from '@/lib/web/action-state'
import { FormError } from '../../_components/form-error'

interface PasswordFormProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  next: string | null
}

export function PasswordForm({ action, next }: PasswordFormProps) {
  const [state, submit, isPending] = useActionState(action, IDLE)
  const error = state.status === 'error' ? state : null
  return (
    <form action={submit} className="grid gap-3" noValidate>
      <FormError state={state} />
      {next === null ? null : <input type="hidden" name="next" value={next} />}
      <Field name="email" label="E-mail" error={error?.fieldErrors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            defaultValue={error?.values?.email}
            required
          />
        )}
      </Field>
      <Field name="password" label="Password" error={error?.fieldErrors.password}>
        {(control) => (
          <Input {...control} type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Button type="submit" variant="primary" aria-disabled={isPending}>
        {isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
