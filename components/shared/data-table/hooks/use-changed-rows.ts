'use client'

import { useState } from 'react'

const NONE: ReadonlySet<string> = new Set()

interface Seen<Row> {
  rows: readonly Row[]
  view: string
  changed: ReadonlySet<string>
}

/** Ids of rows that read differently than a moment ago in the same view; they flash once. */
export function useChangedRows<Row extends { id: string }>(
  rows: readonly Row[],
  view: string,
): ReadonlySet<string> {
  const [seen, setSeen] = useState<Seen<Row>>({ rows, view, changed: NONE })
  if (seen.rows === rows && seen.view === view) return seen.changed
  const changed = seen.view === view ? changedIds(seen.rows, rows) : NONE
  setSeen({ rows, view, changed })
  return changed
}

function changedIds<Row extends { id: string }>(
  before: readonly Row[],
  after: readonly Row[],
): ReadonlySet<string> {
  const texts = new Map(before.map((row) => [row.id, JSON.stringify(row)]))
  return new Set(
    after
      .filter((row) => texts.has(row.id) && texts.get(row.id) !== JSON.stringify(row))
      .map((row) => row.id),
  )
}
