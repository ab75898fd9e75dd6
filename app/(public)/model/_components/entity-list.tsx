import Link from 'next/link'
import { formatInteger } from '@/components/shared/format'
import { cn } from '@/components/ui/cn'
import { CheckIcon, XCircleIcon } from '@/components/ui/icons'
import type { ModelEntity } from '../entities'

interface EntityListProps {
  entities: readonly ModelEntity[]
  current: string
}

/** Which entity to look at, each with its count against the target. */
export function EntityList({ entities, current }: EntityListProps) {
  return (
    <nav aria-label="Entities">
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-border bg-border lg:grid-cols-1">
        {entities.map((entity) => (
          <li key={entity.name} className="min-w-0 bg-surface last:col-span-2 lg:last:col-span-1">
            <Link
              href={`/model?entity=${entity.name}#rows`}
              prefetch={false}
              aria-current={entity.name === current ? 'page' : undefined}
              className={cn(
                'flex min-h-8 flex-wrap items-center justify-between gap-x-2 px-3 py-1 text-dense hover:bg-hover focus-visible:-outline-offset-2 coarse:min-h-11',
                entity.name === current && 'bg-hover font-semibold',
              )}
            >
              <span>{entity.title}</span>
              <Tally entity={entity} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Tally({ entity: { rows, target } }: { entity: ModelEntity }) {
  const count = formatInteger(rows.length)
  if (target === null) return <span className="num font-normal text-muted text-xs">{count}</span>
  const isMet = rows.length === target
  const Icon = isMet ? CheckIcon : XCircleIcon
  return (
    <span
      className={cn(
        'num inline-flex items-center gap-1 font-normal text-xs',
        isMet ? 'text-muted' : 'text-bad',
      )}
    >
      {count} of {formatInteger(target)}
      <Icon className={cn('size-3.5', isMet ? 'text-ok' : 'text-bad')} />
      <span className="sr-only">{isMet ? 'target met' : 'target missed'}</span>
    </span>
  )
}
