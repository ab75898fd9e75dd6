import { formatInteger } from '@/components/shared/format'
import { LinkButton } from '@/components/ui/link-button'
import { Table, Td, Th } from '@/components/ui/table'
import { pageCount } from '@/lib/core/pagination'
import { rowId } from '@/lib/validators/view'
import type { ModelEntity } from '../entities'
import type { FieldKind } from '../fields'
import { FieldValue } from './field-value'

export const ROWS_PER_PAGE = 25

const NUMERIC: ReadonlySet<FieldKind> = new Set(['btc', 'money', 'percent', 'count'])
const UNITS: Partial<Record<FieldKind, string>> = { btc: 'BTC' }
const PINNED = 'sticky left-0 z-10 bg-surface'

interface EntityTableProps {
  entity: ModelEntity
  page: number
}

/** Rows of one entity with all its fields, 25 at a time; the first column stays in sight. */
export function EntityTable({ entity, page }: EntityTableProps) {
  const { title, rows, fields } = entity
  const first = (page - 1) * ROWS_PER_PAGE
  const shown = rows.slice(first, first + ROWS_PER_PAGE)
  return (
    <>
      <Table scrollLabel={`Rows of ${title}`}>
        <caption className="sr-only">
          {title}, rows {first + 1} to {first + shown.length} of {rows.length}
        </caption>
        <thead>
          <tr>
            {fields.map(([name, kind], index) => (
              <Th
                key={name}
                align={NUMERIC.has(kind) ? 'end' : 'start'}
                className={index === 0 ? PINNED : undefined}
              >
                {name}
                {UNITS[kind] ? <span className="font-normal">, {UNITS[kind]}</span> : null}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <EntityRow key={`${first + index}`} row={row} fields={fields} />
          ))}
        </tbody>
      </Table>
      {rows.length > ROWS_PER_PAGE ? <Pager entity={entity} page={page} /> : null}
    </>
  )
}

function EntityRow({ row, fields }: { row: object; fields: ModelEntity['fields'] }) {
  return (
    <tr data-id={rowId(row as { id: string })} className="group">
      {fields.map(([name, kind], index) => {
        const value = <FieldValue row={row} field={name} kind={kind} />
        if (index === 0) {
          return (
            <Th key={name} scope="row" className={`${PINNED} group-hover:bg-hover`}>
              <span className="text-fg">{value}</span>
            </Th>
          )
        }
        return (
          <Td
            key={name}
            align={NUMERIC.has(kind) ? 'end' : 'start'}
            className="whitespace-nowrap group-hover:bg-hover"
          >
            {value}
          </Td>
        )
      })}
    </tr>
  )
}

function Pager({ entity: { name, title, rows }, page }: EntityTableProps) {
  const pages = pageCount(rows.length, ROWS_PER_PAGE)
  const href = (to: number) => `/model?entity=${name}&page=${to}#rows` as const
  return (
    <nav
      aria-label={`Pages of ${title}`}
      className="flex flex-wrap items-center justify-end gap-2 px-4 py-2"
    >
      <span className="text-dense text-muted">
        Page {formatInteger(page)} of {formatInteger(pages)}
      </span>
      {page > 1 ? (
        <LinkButton href={href(page - 1)} size="sm">
          Previous
        </LinkButton>
      ) : null}
      {page < pages ? (
        <LinkButton href={href(page + 1)} size="sm">
          Next
        </LinkButton>
      ) : null}
    </nav>
  )
}
