'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useMemo } from 'react'
import { DataTable } from '@/components/shared/data-table/data-table'
import { columnsOf } from '@/components/shared/data-table/from-words'
import type {
  TableColumn,
  TableFilter,
  TablePageProps,
  TableStateProps,
} from '@/components/shared/data-table/types'
import type { PreferenceAction, TablePreference, Viewer } from '@/components/shared/preferences'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { viewerText } from '@/lib/core/viewer-text'
import { ALERT_WORDS } from '@/lib/platform/notification/columns'
import type { AlertSeverity, NotificationCategory } from '@/types'
import { SEVERITY_TONES } from './banners'
import { type ReceiptAction, ReceiptButtons, type ReceiptView } from './receipt-buttons'

export interface NotificationRow {
  id: string
  severity: AlertSeverity
  category: NotificationCategory
  title: string
  message: string
  template: string | null
  actionLabel: string | null
  actionUrl: string | null
  createdAt: string
  resolvedAt: string | null
  receipt: ReceiptView
}

interface NotificationTableProps {
  /** Under which columns and density are remembered. */
  name: string
  page: TablePageProps<NotificationRow>
  state: TableStateProps
  filters: readonly TableFilter[]
  viewer: Viewer
  preference: TablePreference
  setPreference: PreferenceAction
  changeReceipt: ReceiptAction
}

const { severity: SEVERITY, state: STATE } = ALERT_WORDS.filters

function columnsFor(changeReceipt: ReceiptAction): readonly TableColumn<NotificationRow>[] {
  return columnsOf<typeof ALERT_WORDS, NotificationRow>(ALERT_WORDS, {
    title: {
      canHide: false,
      cell: (row, viewer) => (
        <span className="block max-w-2xl whitespace-normal py-0.5">
          <span className={row.receipt === 'delivered' ? 'font-semibold' : 'font-medium'}>
            <UserText>{row.title}</UserText>
          </span>
          <span className="block font-normal text-muted">
            <UserText>{viewerText(row.template ?? row.message, viewer)}</UserText>{' '}
            {row.actionUrl === null ? null : (
              <Link
                href={row.actionUrl as Route}
                prefetch={false}
                className="whitespace-nowrap underline underline-offset-2"
              >
                {row.actionLabel ?? 'View'}
                <span className="sr-only">: {row.title}</span>
              </Link>
            )}
          </span>
        </span>
      ),
    },
    severity: {
      cell: (row) => (
        <StatusPill tone={SEVERITY_TONES[row.severity]}>
          {SEVERITY.options[row.severity]}
        </StatusPill>
      ),
    },
    category: { cell: (row) => ALERT_WORDS.filters.category.options[row.category] },
    created: {
      cell: (row, viewer) => <Timestamp iso={row.createdAt} timeZone={viewer.timeZone} />,
    },
    state: {
      cell: (row, viewer) =>
        row.resolvedAt === null ? (
          STATE.options[row.receipt]
        ) : (
          <>
            Cleared <Timestamp iso={row.resolvedAt} timeZone={viewer.timeZone} style="date" />
          </>
        ),
    },
    actions: {
      canHide: false,
      cell: (row) => (
        <ReceiptButtons
          id={row.id}
          title={row.title}
          receipt={row.receipt}
          action={changeReceipt}
        />
      ),
    },
  })
}

/** Every notification of the viewer's organisation, with the viewer's own receipts. */
export function NotificationTable({
  name,
  setPreference,
  changeReceipt,
  ...props
}: NotificationTableProps) {
  const columns = useMemo(() => columnsFor(changeReceipt), [changeReceipt])
  return (
    <DataTable
      {...props}
      caption="Alerts"
      noun={{ one: 'alert', many: 'alerts' }}
      columns={columns}
      searchLabel="Search alerts"
      onPreferenceChange={(change) => setPreference({ kind: 'table', table: name, change })}
      empty={{
        title: 'No alerts',
        description: 'Nothing needs you now. Alerts appear here as soon as a rule finds something.',
      }}
    />
  )
}
