'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button, type ButtonVariant } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionState } from '@/lib/core/action-state'
import { ActionForm } from './action-form'
import { SubmitButton } from './submit-button'

interface ConfirmDialogProps<Data> {
  /** The button that opens it. */
  trigger: ReactNode
  triggerVariant?: ButtonVariant
  /** Names the object: "Close channel to Kestrel Exchange?" */
  title: string
  /** What follows from it. */
  consequence: ReactNode
  /** A verb: "Close channel" */
  confirmLabel: string
  action: (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>>
  /** Hidden values of the form: id, version. */
  fields?: Readonly<Record<string, string | number>>
  /** What must be typed when the act cannot be undone; sent as `alias`. */
  typedAlias?: string
  tone?: 'primary' | 'danger'
  children?: ReactNode
}

/** Asks once, says what will happen, shows that it is happening, and stays open when refused. */
export function ConfirmDialog<Data>({
  trigger,
  triggerVariant = 'secondary',
  title,
  consequence,
  confirmLabel,
  action,
  fields = {},
  typedAlias,
  tone = 'danger',
  children,
}: ConfirmDialogProps<Data>) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const isReady = typedAlias === undefined || typed.trim() === typedAlias
  return (
    <>
      <Button variant={triggerVariant} onClick={() => setOpen(true)} aria-haspopup="dialog">
        {trigger}
      </Button>
      <Dialog id={id} isOpen={isOpen} onClose={() => setOpen(false)} title={title}>
        {isOpen ? (
          <ActionForm action={action} onDone={() => setOpen(false)} className="grid gap-3">
            {({ errors }) => (
              <>
                {Object.entries(fields).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <div className="text-dense text-muted">{consequence}</div>
                {children}
                {typedAlias === undefined ? null : (
                  <Field
                    id={`${id}-alias`}
                    name="alias"
                    label={
                      <>
                        Type <span className="font-mono">{typedAlias}</span> to go on
                      </>
                    }
                    error={errors.alias}
                  >
                    {(control) => (
                      <Input
                        {...control}
                        value={typed}
                        autoComplete="off"
                        onChange={(event) => setTyped(event.target.value)}
                      />
                    )}
                  </Field>
                )}
                <div className="flex justify-end gap-2">
                  <Button onClick={() => setOpen(false)}>Cancel</Button>
                  <SubmitButton variant={tone} disabled={!isReady}>
                    {confirmLabel}
                  </SubmitButton>
                </div>
              </>
            )}
          </ActionForm>
        ) : null}
      </Dialog>
    </>
  )
}
