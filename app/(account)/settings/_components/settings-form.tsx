'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { type ActionState, IDLE } from '@/lib/web/action-state'

export interface SettingsField {
  name: string
  label: string
  hint?: string
  value: string
  options: readonly { value: string; label: string }[]
}

interface SettingsFormProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  fields: readonly SettingsField[]
}

export function SettingsForm({ action, fields }: SettingsFormProps) {
  const [state, submit, isPending] = useActionState(action, IDLE)
  const error = state.status === 'error' ? state : null
  return (
    <form action={submit} className="grid max-w-md gap-4">
      {fields.map(({ name, label, hint, value, options }) => {
        const shown = error?.values?.[name] ?? value
        return (
          <Field key={name} name={name} label={label} hint={hint} error={error?.fieldErrors[name]}>
            {(control) => (
              <Select {...control} key={shown} defaultValue={shown}>
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )
      })}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" aria-disabled={isPending}>
          {isPending ? 'Saving…' : 'Save'}
        </Button>
        <p role="status" className={error ? 'text-bad text-dense' : 'text-dense text-muted'}>
          {messageOf(state)}
        </p>
      </div>
    </form>
  )
}

function messageOf(state: ActionState): string {
  if (state.status === 'ok') return state.message ?? ''
  return state.status === 'error' ? state.message : ''
}
