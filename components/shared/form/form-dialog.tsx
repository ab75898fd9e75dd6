'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button, type ButtonLook } from '@/components/ui/button'
import { Dialog, useDialogWayOut } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionState } from '@/lib/core/action-state'
import { ActionForm, type FormView } from './action-form'
import { SubmitButton } from './submit-button'

export interface FormSheetProps<Data> {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What follows from it. */
  intro?: ReactNode
  /** A verb: "Send request". */
  submitLabel: ReactNode
  submitTone?: 'primary' | 'danger'
  /** On the button that changes nothing, where "Cancel" could be taken for the act itself. */
  dismissLabel?: string
  action: (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>>
  /** Hidden values of the form: id, version. */
  fields?: Readonly<Record<string, string | number>>
  onDone?: (data: Data) => void
  /** False while something that the form needs is not ticked or chosen. */
  isReady?: boolean
  isWide?: boolean
  /** Further submit buttons beside the main one; they carry a name and a value. */
  moreButtons?: ReactNode
  children?: (view: FormView<Data>, fieldId: (name: string) => string) => ReactNode
}

export interface FormDialogProps<Data>
  extends ButtonLook,
    Omit<FormSheetProps<Data>, 'isOpen' | 'onClose'> {
  /** The words on the button that opens it. */
  trigger: ReactNode
  /** Names the button where the words alone would not: "Renew lease_001". */
  triggerLabel?: string
}

/** A button that opens a form. */
export function FormDialog<Data>({
  trigger,
  triggerLabel,
  variant = 'secondary',
  size = 'md',
  ...sheet
}: FormDialogProps<Data>) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant={variant}
        size={size}
        aria-haspopup="dialog"
        aria-label={triggerLabel}
        onClick={() => setOpen(true)}
      >
        {trigger}
      </Button>
      <FormSheet isOpen={isOpen} onClose={() => setOpen(false)} {...sheet} />
    </>
  )
}

/**
 * A dialog with a form, opened from elsewhere: a refusal keeps it open with everything that was typed;
 * a repeated submit acts once; a command that needs a fresh proof asks for the password in the same
 * place.
 */
export function FormSheet<Data>({
  isOpen,
  onClose,
  title,
  isWide = false,
  ...form
}: FormSheetProps<Data>) {
  const id = useId()
  return (
    <Dialog
      id={id}
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      {...(isWide ? { className: 'sm:w-3xl' } : {})}
    >
      {isOpen ? <DialogForm id={id} close={onClose} {...form} /> : null}
    </Dialog>
  )
}

interface DialogFormProps<Data>
  extends Omit<FormSheetProps<Data>, 'isOpen' | 'onClose' | 'title' | 'isWide'> {
  id: string
  close: () => void
}

function DialogForm<Data>({
  id,
  close,
  intro,
  submitLabel,
  submitTone = 'primary',
  dismissLabel = 'Cancel',
  action,
  fields = {},
  onDone,
  isReady = true,
  moreButtons,
  children,
}: DialogFormProps<Data>) {
  const leave = useDialogWayOut()
  return (
    <ActionForm
      action={action}
      isOnce
      onDone={(data) => {
        close()
        onDone?.(data)
      }}
      className="grid gap-3"
    >
      {(view) => (
        <>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {intro ? <div className="text-dense text-muted">{intro}</div> : null}
          {children?.(view, (name) => `${id}-${name}`)}
          <ProofField id={`${id}-proof`} state={view.state} />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={leave}>{dismissLabel}</Button>
            {moreButtons}
            <SubmitButton variant={submitTone} disabled={!isReady}>
              {submitLabel}
            </SubmitButton>
          </div>
        </>
      )}
    </ActionForm>
  )
}

/** Appears when the command asks who is there, and stays until it is through. */
function ProofField({ id, state }: { id: string; state: ActionState<unknown> }) {
  const isAsked =
    state.status === 'error' &&
    (state.code === 'reauth_required' || 'proofPassword' in state.fieldErrors)
  if (!isAsked) return null
  return (
    <Field
      id={id}
      name="proofPassword"
      label="Confirm with your password"
      hint="Asked again for signatures and other acts that bind, once in five minutes."
      error={state.fieldErrors.proofPassword}
    >
      {(control) => (
        <Input {...control} type="password" autoComplete="current-password" autoFocus />
      )}
    </Field>
  )
}
