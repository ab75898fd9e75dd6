import type { ReactNode } from 'react'
import { cn } from './cn'
import { AlertTriangleIcon } from './icons'

export interface FieldControlProps {
  id: string
  name: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

interface FieldProps {
  /** Also the name of the control inside the form. */
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** Set when the same field name appears in two forms of one page. */
  id?: string
  className?: string
  children: (control: FieldControlProps) => ReactNode
}

/** Label, control, hint and error, wired so that a screen reader hears all four. */
export function Field({ name, label, hint, error, id = name, className, children }: FieldProps) {
  const hintId = hint ? `${id}-hint` : null
  const errorId = error ? `${id}-error` : null
  const describedBy = [errorId, hintId].filter(Boolean).join(' ')
  return (
    <div data-slot="field" className={cn('grid gap-1', className)}>
      <label htmlFor={id} className="font-medium text-dense">
        {label}
      </label>
      {children({
        id,
        name,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {errorId ? (
        <p id={errorId} className="flex items-center gap-1 text-bad text-dense">
          <AlertTriangleIcon className="size-3.5 shrink-0" />
          {error}
        </p>
      ) : null}
      {hintId ? (
        <p id={hintId} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
