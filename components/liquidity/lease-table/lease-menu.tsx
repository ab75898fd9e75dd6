'use client'

import { createContext, useContext } from 'react'
import { LeaseActions } from '@/components/liquidity/lease-actions/lease-actions'
import type { LeaseBindings } from '@/components/liquidity/lease-actions/types'
import type { Viewer } from '@/components/shared/preferences'
import type { Role } from '@/types'
import type { LeaseRow } from './lease-row'
import { nextStepOf } from './next-step'

export interface LeaseArea {
  role: Role
  bindings: LeaseBindings
}

/**
 * Each answer of the server brings its actions anew. Columns that were made of them would be new too,
 * and every menu drawn afresh, without its focus.
 */
export const LeaseAreaContext = createContext<LeaseArea | null>(null)

/** What this person may do with the lease of a row; a subscriber renews what ends soon without the menu. */
export function LeaseMenu({ lease, viewer }: { lease: LeaseRow; viewer: Viewer }) {
  const area = useContext(LeaseAreaContext)
  if (area === null) return null
  const list = `/${area.role}/leases`
  const isRenewable = area.role === 'subscriber' && nextStepOf(lease) === 'renew'
  const shared = { lease: { id: lease.id, actions: lease.actions }, viewer } as const
  return (
    <div className="flex items-center justify-end gap-1">
      {isRenewable ? (
        <LeaseActions
          {...shared}
          bindings={area.bindings}
          variant="buttons"
          only={['renew']}
          primary="renew"
        />
      ) : null}
      <LeaseActions
        {...shared}
        bindings={area.bindings}
        variant="menu"
        links={[
          { key: 'view', label: 'View', href: `${list}/${lease.id}` },
          {
            key: 'export',
            label: 'Export row',
            href: `${list}/export.csv?lease=${lease.id}`,
            isFile: true,
          },
        ]}
      />
    </div>
  )
}
