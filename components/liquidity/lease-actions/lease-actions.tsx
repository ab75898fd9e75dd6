'use client'

import { Fragment, type ReactNode, useId, useState } from 'react'
import { type RowAction, RowActions } from '@/components/shared/form/row-actions'
import type { Viewer } from '@/components/shared/preferences'
import { Button } from '@/components/ui/button'
import {
  type LeaseAction,
  type LeaseActionName,
  shownActions,
} from '@/lib/domains/liquidity/lease/policy'
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
  links?: readonly Extract<RowAction, { href: string }>[]
}

/** What somebody may do with a lease: what can't be done now stays there and says why; viewers find nothing. */
export function LeaseActions({
  lease,
  bindings,
  viewer,
  variant,
  only,
  primary,
  links = [],
}: LeaseActionsProps) {
  const offered = shownActions(lease.actions).filter(
    ({ name }) => bindings.actions[name] !== undefined && (only?.includes(name) ?? true),
  )
  const dialogOf = (name: LeaseActionName, state: { isOpen: boolean; onClose: () => void }) => (
    <LeaseDialog lease={lease} name={name} bindings={bindings} viewer={viewer} {...state} />
  )
  if (variant === 'buttons') {
    if (offered.length === 0) return null
    return (
      <ActionButtons leaseId={lease.id} actions={offered} primary={primary} dialogOf={dialogOf} />
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

interface ActionButtonsProps {
  leaseId: string
  actions: readonly LeaseAction[]
  primary: LeaseActionName | undefined
  dialogOf: (name: LeaseActionName, state: { isOpen: boolean; onClose: () => void }) => ReactNode
}

/** Each reason is said once, below the buttons that it blocks. */
function ActionButtons({ leaseId, actions, primary, dialogOf }: ActionButtonsProps) {
  const id = useId()
  const [opened, setOpened] = useState<LeaseActionName | null>(null)
  const reasons = [...new Set(actions.flatMap(({ blockedBy }) => blockedBy ?? []))]
  return (
    <div data-slot="lease-actions" className="grid gap-1">
      <div className="flex flex-wrap gap-2">
        {actions.map(({ name, blockedBy }) => (
          <Fragment key={name}>
            <Button
              size="sm"
              variant={name === primary && blockedBy === null ? 'primary' : 'secondary'}
              aria-haspopup="dialog"
              aria-label={`${LEASE_ACTION_WORDS[name].label}: ${leaseId}`}
              {...(blockedBy === null
                ? {}
                : {
                    'aria-disabled': true,
                    'aria-describedby': `${id}-${reasons.indexOf(blockedBy)}`,
                  })}
              onClick={() => blockedBy === null && setOpened(name)}
            >
              {LEASE_ACTION_WORDS[name].label}
            </Button>
            {dialogOf(name, { isOpen: opened === name, onClose: () => setOpened(null) })}
          </Fragment>
        ))}
      </div>
      {reasons.map((reason, index) => (
        <p key={reason} id={`${id}-${index}`} className="text-muted text-xs">
          {reason}
        </p>
      ))}
    </div>
  )
}
