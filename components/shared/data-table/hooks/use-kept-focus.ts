'use client'

import { type RefObject, useEffect } from 'react'

const CONTROLS = 'a[href], button:not(:disabled), input:not([type=hidden]), select, summary'

/** Where in the table the focus stands: by row, or by what has come into its place. */
interface Place {
  control: HTMLElement
  rowId: string
  rowIndex: number
  cellIndex: number
}

/**
 * What a row's control does may take it away, with its row or alone: the focus then goes to another
 * control of the same cell, else to the row that has come into its place, else to the search.
 */
export function useKeptFocus(
  root: RefObject<HTMLElement | null>,
  search: RefObject<HTMLInputElement | null>,
): void {
  useEffect(() => {
    const table = root.current
    if (table === null) return
    let place: Place | null = null
    function enter({ target }: FocusEvent) {
      place = placeOf(table, target as HTMLElement)
    }
    function leave() {
      // A control that is taken away is gone by then; one that was left on purpose is not.
      queueMicrotask(() => {
        if (place?.control.isConnected && document.activeElement !== place.control) place = null
      })
    }
    const observer = new MutationObserver(() => {
      if (place === null || place.control.isConnected) return
      const next = nextTo(table, place) ?? search.current
      place = null
      if (document.activeElement === document.body) next?.focus()
    })
    table.addEventListener('focusin', enter)
    table.addEventListener('focusout', leave)
    observer.observe(table, { childList: true, subtree: true })
    return () => {
      table.removeEventListener('focusin', enter)
      table.removeEventListener('focusout', leave)
      observer.disconnect()
    }
  }, [root, search])
}

function rowsOf(table: HTMLElement | null): HTMLTableRowElement[] {
  return [...(table?.querySelectorAll<HTMLTableRowElement>('tbody tr[data-id]') ?? [])]
}

function placeOf(table: HTMLElement | null, control: HTMLElement): Place | null {
  const row = control.closest<HTMLTableRowElement>('tbody tr[data-id]')
  const cell = control.closest<HTMLTableCellElement>('td, th')
  if (row === null || cell === null) return null
  return {
    control,
    rowId: row.dataset.id ?? '',
    rowIndex: rowsOf(table).indexOf(row),
    cellIndex: cell.cellIndex,
  }
}

function nextTo(table: HTMLElement, { rowId, rowIndex, cellIndex }: Place): HTMLElement | null {
  const rows = rowsOf(table)
  const row = rows.find((each) => each.dataset.id === rowId) ?? rows[rowIndex] ?? rows.at(-1)
  const cell = row?.cells[cellIndex]
  return (
    cell?.querySelector<HTMLElement>(CONTROLS) ?? row?.querySelector<HTMLElement>(CONTROLS) ?? null
  )
}
