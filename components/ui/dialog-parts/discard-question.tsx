'use client'

import { useEffect, useRef } from 'react'
import { Button } from '../button'

interface DiscardQuestionProps {
  id: string
  onKeep: () => void
  onDiscard: () => void
}

/** Asked before something typed is lost; every way out of it but one keeps what was typed. */
export function DiscardQuestion({ id, onKeep, onDiscard }: DiscardQuestionProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    keep.current?.focus()
    // Closed before it is gone, so that the focus is back in the field.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      data-slot="discard-question"
      ref={ref}
      role="alertdialog"
      closedby="any"
      aria-labelledby={`${id}-discard`}
      onClose={onKeep}
      className="dialog sm:w-sm"
    >
      <div className="grid gap-3 p-4">
        <h3 id={`${id}-discard`} className="font-semibold text-base">
          Discard what you typed?
        </h3>
        <div className="flex flex-wrap justify-end gap-2">
          <Button ref={keep} onClick={() => ref.current?.close()}>
            Keep it
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              // First, so that the dialog around it can give the focus back.
              ref.current?.close()
              onDiscard()
            }}
          >
            Discard
          </Button>
        </div>
      </div>
    </dialog>
  )
}
