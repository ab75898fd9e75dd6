'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, 'type'>

/** Answers at once, and cannot be fired twice while the form is on its way. */
export function SubmitButton({ children, disabled, onClick, ...props }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  return (
    <Button
      type="submit"
      variant="primary"
      disabled={disabled}
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else onClick?.(event)
      }}
      {...props}
    >
      {pending ? <Spinner /> : null}
      {children}
    </Button>
  )
}
