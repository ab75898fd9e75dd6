import { Amount } from '@/components/shared/amount'
import { EmptyState } from '@/components/shared/empty-state'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { UserText } from '@/components/shared/user-text'
import { buttonClass } from '@/components/ui/button'
import { DownloadIcon } from '@/components/ui/icons'
import { isolated } from '@/lib/core/plain-text'
import type { PoolView } from '@/lib/flows/market/view-rules'
import { DeskButton } from './desk'

interface PoolTableProps {
  pools: readonly PoolView[]
  viewer: Viewer
}

const HEADINGS = ['Name', 'Treasuries', 'Total', 'Available', 'Policy', 'Active leases', 'Actions']
const NUMBERS = ['Total', 'Available', 'Active leases']

/** Every pool with its policy; rows become cards on a phone, as in the large table. */
export function PoolTable({ pools, viewer }: PoolTableProps) {
  return (
    <Panel
      id="all-pools"
      title="All pools"
      count={pools.length}
      inset="flush"
      action={
        <div className="flex flex-wrap gap-2">
          <a
            href="/admin/matchmaking/pools/export.csv"
            aria-label="CSV of all pools"
            className={buttonClass()}
          >
            <DownloadIcon className="size-3.5" />
            CSV
          </a>
          <DeskButton opens={{ kind: 'pool', pool: null }}>New pool</DeskButton>
        </div>
      }
    >
      {pools.length === 0 ? (
        <EmptyState title="No pool yet" description="A pool offers treasuries under one policy." />
      ) : (
        <div role="region" aria-label="All pools, scrolls" tabIndex={0} className="overflow-x-auto">
          <table role="table" className="data-table">
            <caption className="sr-only">All pools</caption>
            <thead role="rowgroup">
              <tr role="row">
                {HEADINGS.map((heading) => (
                  <th
                    key={heading}
                    role="columnheader"
                    scope="col"
                    data-align={NUMBERS.includes(heading) ? 'end' : undefined}
                  >
                    {heading === 'Actions' ? <span className="sr-only">{heading}</span> : heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {pools.map((pool) => (
                <PoolRow key={pool.id} pool={pool} viewer={viewer} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function PoolRow({ pool, viewer }: { pool: PoolView; viewer: Viewer }) {
  return (
    <tr role="row" data-id={pool.id}>
      <th role="rowheader" scope="row" data-card="title">
        <span className="whitespace-nowrap">
          <UserText>{pool.name}</UserText>
        </span>{' '}
        <span className="block font-normal text-muted text-xs">
          <UserText>{pool.nickname}</UserText>
        </span>
      </th>
      <td role="cell" data-label="Treasuries">
        <span className="inline-block md:min-w-40">
          <UserText>{pool.treasuries.map(({ name }) => isolated(name)).join(', ')}</UserText>
        </span>
      </td>
      <td role="cell" data-label="Total" data-align="end">
        <Amount sats={pool.totalSats} unit={viewer.unit} />
      </td>
      <td role="cell" data-label="Available" data-align="end">
        <Amount sats={pool.availableSats} unit={viewer.unit} />
      </td>
      <td role="cell" data-label="Policy">
        <span className="inline-block md:min-w-60">
          From {pool.minTermDays} days, one lessee up to{' '}
          <Amount sats={pool.maxExposureSats} unit={viewer.unit} />, {pool.jurisdictions.join(' ')}
        </span>
      </td>
      <td role="cell" data-label="Active leases" data-align="end">
        <span className="num">{pool.activeLeases}</span>
      </td>
      <td role="cell" data-label="" className="md:text-end">
        <span className="ml-auto">
          <DeskButton opens={{ kind: 'pool', pool }} label={`Edit pool ${pool.name}`} size="sm">
            Edit pool
          </DeskButton>
        </span>
      </td>
    </tr>
  )
}
