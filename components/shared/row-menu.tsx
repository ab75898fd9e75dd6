import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'
import { EllipsisIcon } from '@/components/ui/icons'
import { MenuList, Popover } from '@/components/ui/popover'

interface RowMenuProps {
  /** Unique on the page, as "actions-lease_001". */
  id: string
  /** Names the row: "Actions for lease_001". */
  label: string
  /** `<li>` elements with links or forms that carry `MENU_ITEM`. */
  children: ReactNode
}

/** A row's actions behind one button; opens without JavaScript. */
export function RowMenu({ id, label, children }: RowMenuProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className={buttonClass({ variant: 'ghost', size: 'icon' })}
      >
        <EllipsisIcon />
      </button>
      <Popover id={id} align="end">
        <MenuList aria-label={label}>{children}</MenuList>
      </Popover>
    </>
  )
}
