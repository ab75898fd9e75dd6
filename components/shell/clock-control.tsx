'use client'

import { useFormStatus } from 'react-dom'
import { ActionForm } from '@/components/shared/form/action-form'
import { SubmitButton } from '@/components/shared/form/submit-button'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { ClockIcon } from '@/components/ui/icons'
import { Input } from '@/components/ui/input'
import { Popover } from '@/components/ui/popover'
import { Spinner } from '@/components/ui/spinner'
import type { MoveClockAction } from './types'

const STEPS = [
  { advance: 'PT1H', label: '+1 hour' },
  { advance: 'P1D', label: '+1 day' },
  { advance: 'P7D', label: '+7 days' },
  { advance: 'P30D', label: '+30 days' },
  { advance: 'P90D', label: '+90 days' },
] as const

interface ClockControlProps {
  /** "20 Nov 2026, 12:00 UTC · +0 days" */
  text: string
  action: MoveClockAction
  className?: string
}

/** For admins of a demo: moves the clock that everyone sees ahead, never back. */
export function ClockControl({ text, action, className }: ClockControlProps) {
  const id = 'product-clock'
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label="Product clock"
        title="Product clock"
        className={className}
      >
        <ClockIcon />
      </button>
      <Popover id={id} align="end" role="dialog" aria-label="Product clock">
        <p className="font-semibold">Product clock</p>
        <p data-slot="product-clock" className="num text-muted">
          {text}
        </p>
        <ActionForm action={action} className="mt-3 flex flex-wrap gap-1.5">
          {() => STEPS.map((step) => <Step key={step.advance} {...step} />)}
        </ActionForm>
        <ActionForm action={action} className="mt-3">
          {({ errors, values }) => (
            <Field
              name="advance"
              id="advance-clock"
              label="Days ahead"
              error={errors.advance}
              hint="1 to 400, or an ISO 8601 duration such as PT36H"
            >
              {(control) => (
                <span className="flex gap-1.5">
                  <Input
                    {...control}
                    defaultValue={values.advance}
                    autoComplete="off"
                    maxLength={40}
                  />
                  <SubmitButton variant="secondary">Move</SubmitButton>
                </span>
              )}
            </Field>
          )}
        </ActionForm>
      </Popover>
    </>
  )
}

function Step({ advance, label }: (typeof STEPS)[number]) {
  const { pending, data } = useFormStatus()
  return (
    <Button type="submit" size="sm" name="advance" value={advance} aria-disabled={pending}>
      {pending && data.get('advance') === advance ? <Spinner /> : null}
      {label}
    </Button>
  )
}
