'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { TicketStatus } from '@/types'
import { CancelSheet, CloneSheet, cancelBlock, type RequestChange } from './request-menu'

interface RequestButtonsProps {
  request: { id: string; status: TicketStatus; filledSats: number; version: number }
  cancel: RequestChange
  clone: RequestChange
  writeBlock: string | undefined
}

/** The same actions as in the row's menu, for the request's own page. */
export function RequestButtons({ request, cancel, clone, writeBlock }: RequestButtonsProps) {
  const [open, setOpen] = useState<'cancel' | 'clone' | null>(null)
  if (writeBlock !== undefined) return null
  const close = () => setOpen(null)
  const { id, version } = request
  const blocks = { cancel: cancelBlock(request), clone: undefined }
  return (
    <div className="flex flex-wrap gap-2">
      {(['cancel', 'clone'] as const).map((name) => (
        <Button
          key={name}
          aria-haspopup="dialog"
          aria-disabled={blocks[name] === undefined ? undefined : true}
          title={blocks[name]}
          onClick={() => blocks[name] === undefined && setOpen(name)}
        >
          {name === 'cancel' ? 'Cancel request' : 'Clone request'}
        </Button>
      ))}
      <CancelSheet
        request={{ id, version }}
        action={cancel}
        isOpen={open === 'cancel'}
        onClose={close}
      />
      <CloneSheet id={id} action={clone} isOpen={open === 'clone'} onClose={close} />
    </div>
  )
}
