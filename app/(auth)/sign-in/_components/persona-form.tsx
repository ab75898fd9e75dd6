'use client'

import { useActionState } from 'react'
import { buttonClass } from '@/components/ui/button'
import { type ActionState, IDLE } from '@/lib/web/action-state'
import { FormError } from '../../_components/form-error'

export interface PersonaChoice {
  email: string
  label: string
  organisation: string
  hint: string
}

interface PersonaFormProps {
  action: (state: ActionState, form: FormData) => Promise<ActionState>
  personas: readonly PersonaChoice[]
  next: string | null
}

/** One button per person of the demo world; plain submit buttons, so they work without scripts. */
export function PersonaForm({ action, personas, next }: PersonaFormProps) {
  const [state, submit] = useActionState(action, IDLE)
  return (
    <form action={submit} className="grid gap-2">
      <FormError state={state} />
      {next === null ? null : <input type="hidden" name="next" value={next} />}
      <ul className="grid gap-2">
        {personas.map(({ email, label, organisation, hint }) => (
          <li
            key={email}
            className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <button
              type="submit"
              name="persona"
              value={email}
              className={`${buttonClass()} justify-start`}
            >
              {label}
            </button>
            <span className="text-xs">
              {organisation} <span className="text-muted">· {hint}</span>
            </span>
          </li>
        ))}
      </ul>
    </form>
  )
}
