'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { Fragment, type ReactNode, useState } from 'react'
import { RowMenu } from '@/components/shared/row-menu'
import { MENU_ITEM } from '@/components/ui/popover'

export type RowAction =
  | {
      key: string
      label: string
      href: string
      /** The address is a file. */
      isFile?: true
    }
  | {
      key: string
      label: string
      /** Says why it cannot be done now; the line stays reachable and tells it. */
      blockedBy?: string | undefined
      /** Drawn outside of the menu, which is gone when it opens. */
      dialog: (state: { isOpen: boolean; onClose: () => void }) => ReactNode
    }

interface RowActionsProps {
  /** Unique on the page, as "actions-lease_001". */
  id: string
  /** Names the row: "Actions for lease_001". */
  label: string
  actions: readonly RowAction[]
}

/** A row's menu whose lines lead somewhere or open a dialog. */
export function RowActions({ id, label, actions }: RowActionsProps) {
  // The dialog stays after it is closed, so that it can give the focus back.
  const [{ last, isOpen }, show] = useState<{ last: string | null; isOpen: boolean }>({
    last: null,
    isOpen: false,
  })
  return (
    <>
      <RowMenu id={id} label={label}>
        {actions.map((action) => (
          <li key={action.key}>
            {'href' in action ? (
              <MenuLink action={action} />
            ) : (
              <MenuButton
                menu={id}
                action={action}
                onOpen={() => show({ last: action.key, isOpen: true })}
              />
            )}
          </li>
        ))}
      </RowMenu>
      {actions.map((action) =>
        'href' in action || last !== action.key ? null : (
          <Fragment key={action.key}>
            {action.dialog({ isOpen, onClose: () => show({ last, isOpen: false }) })}
          </Fragment>
        ),
      )}
    </>
  )
}

function MenuLink({ action }: { action: Extract<RowAction, { href: string }> }) {
  if (action.isFile === true) {
    return (
      <a href={action.href} className={MENU_ITEM}>
        {action.label}
      </a>
    )
  }
  return (
    <Link href={action.href as Route} prefetch={false} scroll={false} className={MENU_ITEM}>
      {action.label}
    </Link>
  )
}

interface MenuButtonProps {
  menu: string
  action: Exclude<RowAction, { href: string }>
  onOpen: () => void
}

function MenuButton({ menu, action, onOpen }: MenuButtonProps) {
  if (action.blockedBy !== undefined) {
    return (
      <button type="button" aria-disabled className={MENU_ITEM}>
        <span className="grid text-left">
          <span className="text-muted">{action.label}</span>
          <span className="max-w-60 text-muted text-xs">{action.blockedBy}</span>
        </span>
      </button>
    )
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => {
        // Closed first: the focus is back on the menu's button, where the dialog will return it.
        document.getElementById(menu)?.hidePopover()
        onOpen()
      }}
      className={MENU_ITEM}
    >
      {action.label}
    </button>
  )
}
