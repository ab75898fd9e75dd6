import type { ReactNode } from 'react'
import { Amount } from '@/components/shared/amount'
import type { TableColumn } from '@/components/shared/data-table/types'
import { formatInteger } from '@/components/shared/format'
import type { Unit } from '@/components/shared/preferences'
import { Ppm } from '@/components/shared/rate'
import type { Role } from '@/types'
import {
  DeliveredShare,
  FeeTerms,
  LeaseState,
  ProviderName,
  RemainingDays,
  TermDates,
} from './lease-cells'
import { LeaseMenu } from './lease-menu'
import type { LeaseRow } from './lease-row'

/** What each role sees of its leases. Source: functional specification §6.1 to §6.3. */
export function leaseColumns(role: Role, unit: Unit): readonly TableColumn<LeaseRow>[] {
  return [
    { id: 'id', header: 'Lease', sort: 'asc', canHide: false, cell: (row) => row.id },
    ...partyColumns(role),
    {
      id: 'size',
      header: `Size, ${unit === 'btc' ? 'BTC' : 'sats'}`,
      sort: 'desc',
      align: 'end',
      hint: 'Inbound capacity toward the lessee',
      cell: (row) => <Amount sats={row.sizeSats} unit={unit} unitLabel="hidden" />,
    },
    {
      id: 'delivered',
      header: 'Delivered',
      sort: 'asc',
      align: 'end',
      hint: 'What usable channels give now, of the size',
      isHiddenAtFirst: role !== 'subscriber',
      cell: (row) => <DeliveredShare lease={row} />,
    },
    {
      id: 'start',
      header: 'Term',
      sort: 'desc',
      hint: 'From when to when it runs, or is planned to',
      cell: (row, viewer) => <TermDates lease={row} timeZone={viewer.timeZone} />,
    },
    {
      id: 'daysLeft',
      header: 'Days left',
      sort: 'asc',
      align: 'end',
      cell: (row, viewer) => <RemainingDays lease={row} timeZone={viewer.timeZone} />,
    },
    {
      id: 'feeModel',
      header: 'Fee',
      sort: 'asc',
      align: 'end',
      hint: `A fixed fee for the term in ${unit === 'btc' ? 'BTC' : 'sats'}, or parts per million of the size`,
      cell: (row) => <FeeTerms fee={row} unit={unit} unitLabel="hidden" />,
    },
    ...costColumns(role),
    { id: 'status', header: 'Status', sort: 'asc', cell: (row) => <LeaseState lease={row} /> },
    {
      id: 'actions',
      header: 'Actions',
      canHide: false,
      align: 'end',
      pin: 'end',
      cell: (row, viewer) => <LeaseMenu lease={row} viewer={viewer} />,
    },
  ]
}

/** Subscribers compare both rates in one place; either can be sorted by. */
function costColumns(role: Role): TableColumn<LeaseRow>[] {
  const isJoint = role === 'subscriber'
  return [
    {
      id: 'effectivePpm',
      header: isJoint ? 'Effective / p.a.' : 'Effective',
      sort: 'desc',
      align: 'end',
      hint: isJoint
        ? 'Ppm: fee of the whole term ÷ size, and the same annualised: × 365 ÷ days, simple'
        : 'Fee of the whole term ÷ size',
      cell: (row) =>
        isJoint ? (
          <span className="whitespace-nowrap">
            <span className="num">{formatInteger(row.effectivePpm)}</span> /{' '}
            <span className="num">{formatInteger(row.annualisedPpm)}</span>
          </span>
        ) : (
          <Ppm value={row.effectivePpm} />
        ),
    },
    {
      id: 'annualisedPpm',
      header: 'Annualised',
      sort: 'desc',
      align: 'end',
      isHiddenAtFirst: isJoint,
      hint: 'Fee of the whole term ÷ size × 365 ÷ days of the term, simple',
      cell: (row) => <Ppm value={row.annualisedPpm} />,
    },
  ]
}

function partyColumns(role: Role): TableColumn<LeaseRow>[] {
  if (role === 'admin') {
    return [
      { id: 'lessor', header: 'Treasury', sort: 'asc', cell: (row) => <Party>{row.lessor}</Party> },
      {
        id: 'lessee',
        header: 'Subscriber',
        sort: 'asc',
        cell: (row) => <Party>{row.lessee}</Party>,
      },
    ]
  }
  return [
    {
      id: 'counterparty',
      header: role === 'treasury' ? 'Counterparty' : 'Provider',
      sort: 'asc',
      cell: (row) => (
        <ProviderName
          name={row.counterparty}
          isAnonymised={row.isProviderAnonymised}
          badge={row.providerBadge}
        />
      ),
    },
  ]
}

/** Long names take two lines, not three. */
function Party({ children }: { children: ReactNode }) {
  return <span className="inline-block md:min-w-24">{children}</span>
}
