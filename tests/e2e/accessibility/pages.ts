import type { PersonaName } from '@/tests/support/browser/personas'
import type { Role } from '@/types'
import { ADMIN_KPIS, ADMIN_QUEUES, SUBSCRIBER_KPIS, TREASURY_KPIS } from '../security/routes'

export interface PageEntry {
  who: PersonaName | 'anonymous'
  path: string
  status?: 403 | 404
}

export const PAGES: readonly PageEntry[] = [
  { who: 'anonymous', path: '/' },
  { who: 'anonymous', path: '/sign-in' },
  { who: 'anonymous', path: '/set-password' },
  { who: 'anonymous', path: '/model' },
  { who: 'anonymous', path: '/nothing-here', status: 404 },

  { who: 'treasury', path: '/treasury' },
  ...TREASURY_KPIS.map((kpi) => ({ who: 'treasury' as const, path: `/treasury/kpi/${kpi}` })),
  ...leases('treasury', 'lease_021'),
  { who: 'treasury', path: '/treasury/alerts' },
  { who: 'treasury', path: '/treasury/alerts?q=nothing-has-this-name' },
  { who: 'treasury', path: '/settings' },
  { who: 'treasury', path: '/admin', status: 403 },
  { who: 'treasury', path: '/treasury/kpi/nothing', status: 404 },

  { who: 'subscriber', path: '/subscriber' },
  ...SUBSCRIBER_KPIS.map((kpi) => ({ who: 'subscriber' as const, path: `/subscriber/kpi/${kpi}` })),
  ...leases('subscriber', 'lease_021'),
  { who: 'subscriber', path: '/subscriber/leases/requests' },
  { who: 'subscriber', path: '/subscriber/leases/requests?q=nothing-has-this-name' },
  { who: 'subscriber', path: '/subscriber/leases/requests/dmd_014' },
  { who: 'subscriber', path: '/subscriber/leases/requests/nothing', status: 404 },
  { who: 'subscriber', path: '/subscriber/alerts' },

  { who: 'admin', path: '/admin' },
  ...ADMIN_KPIS.map((kpi) => ({ who: 'admin' as const, path: `/admin/kpi/${kpi}` })),
  ...ADMIN_QUEUES.map((queue) => ({ who: 'admin' as const, path: `/admin/queues/${queue}` })),
  { who: 'admin', path: '/admin/matchmaking' },
  { who: 'admin', path: '/admin/matchmaking?status=all&ticket=dmd_001' },
  { who: 'admin', path: '/admin/matchmaking?q=nothing-has-this-name' },
  { who: 'admin', path: '/admin/matchmaking?ticket=dmd_999', status: 404 },
  { who: 'admin', path: '/admin/orchestration' },
  { who: 'admin', path: '/admin/orchestration?view=board' },
  { who: 'admin', path: '/admin/orchestration?q=nothing-has-this-name' },
  { who: 'admin', path: '/admin/orchestration/chan_014' },
  ...leases('admin', 'lease_001'),
  { who: 'admin', path: '/admin/alerts' },
  { who: 'admin', path: '/admin/audit?to=2026-11-19' },
  { who: 'admin', path: '/admin/audit/log_001' },
]

function leases(who: Role, own: string): PageEntry[] {
  const list = `/${who}/leases`
  return [
    { who, path: list },
    { who, path: `${list}?tab=expiring` },
    { who, path: `${list}?q=nothing-has-this-name` },
    { who, path: `${list}/${own}` },
    { who, path: `${list}/nothing`, status: 404 },
  ]
}
