import type { ListWords } from '@/lib/core/list-words'

/** The words of a list of alerts. */
export const ALERT_WORDS = {
  columns: {
    title: { header: 'Alert', sort: 'asc' },
    severity: { header: 'Severity', sort: 'asc' },
    category: { header: 'Category' },
    created: { header: 'When', sort: 'desc' },
    state: { header: 'State' },
    actions: { header: 'Actions' },
  },
  filters: {
    state: {
      kind: 'choice',
      label: 'State',
      options: {
        delivered: 'Unread',
        read: 'Read',
        acknowledged: 'Acknowledged',
        dismissed: 'Dismissed',
        cleared: 'Cleared',
      },
      // Those of an open alert that the viewer has not dismissed.
      initial: ['delivered', 'read', 'acknowledged'],
    },
    severity: {
      kind: 'choice',
      label: 'Severity',
      options: { error: 'Error', warning: 'Warning', info: 'Note' },
    },
    category: {
      kind: 'choice',
      label: 'Category',
      options: {
        lease: 'Lease',
        capacity: 'Capacity',
        node: 'Node',
        payment: 'Payment',
        security: 'Security',
        compliance: 'Compliance',
      },
    },
  },
  sort: { by: 'severity', descending: false },
} as const satisfies ListWords
