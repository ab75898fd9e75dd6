'use client'

import type { Viewer } from '@/components/shared/preferences'
import type { Suggestions } from '@/lib/flows/market/list-suggestions'
import type { AllocationView, PoolView, TicketView } from '@/lib/flows/market/view-rules'
import { AllocateDialog } from './allocate/allocate-dialog'
import { PoolDialog } from './pool-dialog'
import { RejectDialog } from './reject-dialog'
import { ReleaseDialog } from './release-dialog'

export type DeskDialog =
  | { kind: 'allocate'; poolId: string }
  | { kind: 'reject' }
  | { kind: 'release'; allocation: Pick<AllocationView, 'id' | 'leaseId' | 'sizeSats'> }
  | { kind: 'pool'; pool: PoolView | null }

export interface DeskFacts {
  ticket: TicketView | null
  suggestions: Suggestions | null
  treasuries: readonly { id: string; name: string }[]
  viewer: Viewer
  /** The product's day, UTC. */
  today: string
}

interface DeskDialogsProps {
  dialog: DeskDialog
  facts: DeskFacts
  isOpen: boolean
  onClose: () => void
  onDone: () => void
}

/** All dialogs of the page in one piece of code, loaded when the first is wanted. */
export default function DeskDialogs({ dialog, facts, ...state }: DeskDialogsProps) {
  const { ticket, suggestions, viewer, treasuries, today } = facts
  switch (dialog.kind) {
    case 'allocate':
      if (ticket === null || suggestions === null) return null
      return (
        <AllocateDialog
          ticket={ticket}
          suggestions={suggestions}
          poolId={dialog.poolId}
          viewer={viewer}
          today={today}
          {...state}
        />
      )
    case 'reject':
      return ticket === null ? null : <RejectDialog ticket={ticket} viewer={viewer} {...state} />
    case 'release':
      return <ReleaseDialog allocation={dialog.allocation} viewer={viewer} {...state} />
    case 'pool':
      return <PoolDialog pool={dialog.pool} treasuries={treasuries} viewer={viewer} {...state} />
  }
}
