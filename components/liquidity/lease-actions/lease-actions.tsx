'use client'

import { useId, useState } from 'react'
import { type RowAction, RowActions } from '@/components/shared/form/row-actions'
import type { Viewer } from '@/components/shared/preferences'
import { Button } from '@/components/ui/button'
import type { LeaseAction, LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import { LeaseDialog } from './lease-dialog'
import type { ActionableLease, LeaseBindings } from './types'
import { LEASE_ACTION_WORDS } from './words'

interface LeaseActionsProps {
  lease: ActionableLease
  bindings: LeaseBindings
  viewer: Viewer
  variant: 'menu' | 'buttons'
  /** These alone, where they are offered. */
  only?: readonly LeaseActionName[]
  /** The one that is the page's next step. */
  primary?: LeaseActionName
  /** Further lines on top of the menu. */
  links?: readonly { key: string; label: string; href: string }[]
}

/** What somebody may do with a lease: what can't be done now stays there and says why. */
export function LeaseActions({
  lease,
  bindings,
  viewer,
  variant,
  only,
  primary,
  links = [],
}: LeaseActionsProps) {
  const offered = lease.actions.filter(
    ({ name }) => bindings.actions[name] !== undefined && (only?.includes(name) ?? true),
  )
  const dialogOf = (name: LeaseActionName, state: { isOpen: boolean; onClose: () => void }) => (
    <LeaseDialog lease={lease} name={name} bindings={bindings} viewer={viewer} {...state} />
  )
  if (variant === 'buttons') {
    return (
      <div data-slot="lease-actions" className="flex flex-wrap gap-2">
        {offered.map((action) => (
          <ActionButton
            key={action.name}
            leaseId={lease.id}
            action={action}
            isPrimary={action.name === primary}
            dialog={(state) => dialogOf(action.name, state)}
          />
        ))}
      </div>
    )
  }
  const lines: RowAction[] = [
    ...links,
    ...offered.map(({ name, blockedBy }) => ({
      key: name,
      label: LEASE_ACTION_WORDS[name].label,
      blockedBy: blockedBy ?? undefined,
      dialog: (state: { isOpen: boolean; onClose: () => void }) => dialogOf(name, state),
    })),
  ]
  if (lines.length === 0) return null
  return <RowActions id={`actions-${lease.id}`} label={`Actions for ${lease.id}`} actions={lines} />
}

interface ActionButtonProps {
  leaseId: string
  action: LeaseAction
  isPrimary: boolean
  dialog: (state: { isOpen: boolean; onClose: () => void }) => React.ReactNode
}

function ActionButton({ leaseId, action, isPrimary, dialog }: ActionButtonProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const { label } = LEASE_ACTION_WORDS[action.name]
  const { blockedBy } = action
  return (
    <>
      <Button
        size="sm"
        variant={isPrimary ? 'primary' : 'secondary'}
        aria-haspopup="dialog"
        aria-label={`${label}: ${leaseId}`}
        {...(blockedBy === null
          ? {}
          : { 'aria-disabled': true, 'aria-describedby': id, title: blockedBy })}
        onClick={() => blockedBy === null && setOpen(true)}
      >
        {label}
      </Button>
      {blockedBy === null ? null : (
        <span id={id} className="sr-only">
          {blockedBy}
        </span>
      )}
      {dialog({ isOpen, onClose: () => setOpen(false) })}
    </>
  )
}
