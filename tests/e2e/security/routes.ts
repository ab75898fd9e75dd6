import type { Role } from '@/types'

export interface RouteEntry {
  /** Below app/, as it stands there. */
  file: string
  kind: 'page' | 'export' | 'endpoint'
  /** Who may enter; "signed-in" is every role. */
  area: 'public' | 'signed-in' | Role
  /** Addresses that exist. */
  own: readonly string[]
  /** Addresses of the same shape that name nothing. */
  unknown?: readonly string[]
  /** The addresses name something of the role's first organisation: nothing for the others. */
  isOfOneOrganisation?: true
}

export const TREASURY_KPIS = [
  'deployed',
  'gross-apy',
  'net-apy',
  'earned-to-date',
  'active-leases',
  'utilization',
  'node-uptime',
]
export const SUBSCRIBER_KPIS = [
  'inbound-leased',
  'expiring',
  'effective-cost',
  'payment-success',
  'open-incidents',
]
export const ADMIN_KPIS = [
  'total-supply',
  'active-leases',
  'avg-net-apy',
  'sla-breaches',
  'open-incidents',
]
export const ADMIN_QUEUES = [
  'new-requests',
  'kyc-pending',
  'expiring-soon',
  'reconciliation',
  'contracts-unsigned',
  'payouts',
  'failed-webhooks',
  'fleet',
]
const NO_KPI = ['no-such-figure', '%00', '..%2falerts', "'--", 'constructor']

/** Every page and route of the product. A file below app/ that is missing here fails the matrix. */
export const ROUTES: readonly RouteEntry[] = [
  page('public', '(public)/page.tsx', ['/']),
  page('public', '(auth)/sign-in/page.tsx', ['/sign-in']),
  page('public', '(auth)/set-password/page.tsx', ['/set-password', '/set-password?token=none']),
  page('public', '(public)/model/page.tsx', ['/model']),
  page('public', '(public)/unavailable/page.tsx', ['/unavailable']),
  page('public', '(public)/no-file/page.tsx', ['/no-file', '/no-file?status=404']),
  page('signed-in', '(account)/settings/page.tsx', ['/settings']),

  page('treasury', '(treasury)/treasury/page.tsx', ['/treasury']),
  page('treasury', '(treasury)/treasury/alerts/page.tsx', ['/treasury/alerts']),
  list('treasury', '(treasury)/treasury/alerts', ['/treasury/alerts']),
  ...figures('treasury', TREASURY_KPIS),
  ...leases('treasury', 'lease_021'),

  page('subscriber', '(subscriber)/subscriber/page.tsx', ['/subscriber']),
  page('subscriber', '(subscriber)/subscriber/alerts/page.tsx', ['/subscriber/alerts']),
  list('subscriber', '(subscriber)/subscriber/alerts', ['/subscriber/alerts']),
  ...figures('subscriber', SUBSCRIBER_KPIS),
  ...leases('subscriber', 'lease_021', 'lease_033'),
  page('subscriber', '(subscriber)/subscriber/leases/requests/page.tsx', [
    '/subscriber/leases/requests',
  ]),
  list('subscriber', '(subscriber)/subscriber/leases/requests', ['/subscriber/leases/requests']),
  {
    ...page('subscriber', '(subscriber)/subscriber/leases/requests/[ticketId]/page.tsx', [
      '/subscriber/leases/requests/dmd_014',
    ]),
    unknown: ['/subscriber/leases/requests/dmd_999', "/subscriber/leases/requests/'--"],
    isOfOneOrganisation: true,
  },
  page('subscriber', '(subscriber)/subscriber/leases/requests/@drawer/page.tsx', []),
  page('subscriber', '(subscriber)/subscriber/leases/requests/@drawer/(.)[ticketId]/page.tsx', []),

  page('admin', '(admin)/admin/page.tsx', ['/admin']),
  {
    ...page('admin', '(admin)/admin/matchmaking/page.tsx', [
      '/admin/matchmaking',
      '/admin/matchmaking?ticket=dmd_001',
    ]),
    unknown: ['/admin/matchmaking?ticket=dmd_999', "/admin/matchmaking?ticket='--"],
  },
  list('admin', '(admin)/admin/matchmaking', ['/admin/matchmaking']),
  list('admin', '(admin)/admin/matchmaking/pools', ['/admin/matchmaking/pools']),
  page('admin', '(admin)/admin/alerts/page.tsx', ['/admin/alerts']),
  list('admin', '(admin)/admin/alerts', ['/admin/alerts']),
  page('admin', '(admin)/admin/audit/page.tsx', ['/admin/audit']),
  list('admin', '(admin)/admin/audit', ['/admin/audit']),
  {
    ...page('admin', '(admin)/admin/audit/[logId]/page.tsx', ['/admin/audit/log_001']),
    unknown: [
      '/admin/audit/log_999',
      '/admin/audit/nothing',
      "/admin/audit/'--",
      '/admin/audit/%00',
    ],
  },
  // Drawn beside or in place of another page, never by an address of their own.
  page('admin', '(admin)/admin/audit/@drawer/page.tsx', []),
  page('admin', '(admin)/admin/audit/@drawer/(.)[logId]/page.tsx', []),
  {
    ...page(
      'admin',
      '(admin)/admin/queues/[queue]/page.tsx',
      ADMIN_QUEUES.map((queue) => `/admin/queues/${queue}`),
    ),
    unknown: ['/admin/queues/no-such-queue', '/admin/queues/constructor'],
  },
  {
    ...list(
      'admin',
      '(admin)/admin/queues/[queue]',
      ADMIN_QUEUES.map((queue) => `/admin/queues/${queue}`),
    ),
    unknown: ['/admin/queues/no-such-queue/export.csv'],
  },
  page('admin', '(admin)/admin/orchestration/page.tsx', [
    '/admin/orchestration',
    '/admin/orchestration?view=board',
  ]),
  list('admin', '(admin)/admin/orchestration', ['/admin/orchestration']),
  {
    ...page('admin', '(admin)/admin/orchestration/[channelId]/page.tsx', [
      '/admin/orchestration/chan_014',
    ]),
    unknown: ['/admin/orchestration/chan_999', "/admin/orchestration/'--"],
  },
  page('admin', '(admin)/admin/orchestration/@drawer/page.tsx', []),
  page('admin', '(admin)/admin/orchestration/@drawer/(.)[channelId]/page.tsx', []),
  ...figures('admin', ADMIN_KPIS),
  ...leases('admin', 'lease_001'),

  // Written to alone: a GET is refused with 405.
  ...[
    'me/proof',
    'contracts/[contractId]/signatures',
    'contracts/[contractId]/void',
    'early-ends/[earlyEndId]/answer',
    'early-ends/[earlyEndId]/withdraw',
    'leases/[leaseId]/cancel',
    'leases/[leaseId]/reassign',
    'leases/[leaseId]/cancel-at-term',
    'leases/[leaseId]/early-ends',
    'leases/[leaseId]/increases',
    'leases/[leaseId]/pause',
    'leases/[leaseId]/renewals',
    'leases/[leaseId]/resume',
    'leases/[leaseId]/terminate',
    'renewals/[renewalId]/answer',
    'renewals/[renewalId]/withdraw',
    'allocations/[allocationId]/issue',
    'allocations/[allocationId]/release',
    'channels/[channelId]/advance',
    'channels/[channelId]/close',
    'channels/[channelId]/fail',
    'channels/[channelId]/retry',
    'tickets/[ticketId]/cancel',
    'tickets/[ticketId]/reject',
    'tickets/[ticketId]/allocations',
  ].map((path) => endpoint(`api/v1/${path}/route.ts`)),

  { ...endpoint('api/v1/me/route.ts'), own: ['/api/v1/me'] },
  { ...endpoint('api/v1/me/session/route.ts'), own: ['/api/v1/me/session'] },
  { ...endpoint('api/v1/leases/route.ts'), own: ['/api/v1/leases'] },
  {
    ...endpoint('api/v1/leases/[leaseId]/route.ts'),
    unknown: ['/api/v1/leases/lease_nothing', '/api/v1/leases/%00', "/api/v1/leases/'--"],
  },
  {
    ...endpoint('api/v1/contracts/[contractId]/route.ts'),
    unknown: ['/api/v1/contracts/ctr_nothing', '/api/v1/contracts/%00', "/api/v1/contracts/'--"],
  },
  paper('treasury'),
  paper('subscriber'),
  paper('admin'),
  { ...endpoint('api/v1/channels/route.ts'), own: ['/api/v1/channels'] },
  { ...endpoint('api/v1/tickets/route.ts'), own: ['/api/v1/tickets'] },
  {
    ...endpoint('api/v1/tickets/[ticketId]/route.ts'),
    unknown: ['/api/v1/tickets/dmd_nothing', '/api/v1/tickets/%00', "/api/v1/tickets/'--"],
  },
  { ...endpoint('api/v1/pools/route.ts'), area: 'admin', own: ['/api/v1/pools'] },

  { file: 'api/health/route.ts', kind: 'endpoint', area: 'public', own: ['/api/health'] },
  { file: 'api/ready/route.ts', kind: 'endpoint', area: 'public', own: ['/api/ready'] },
  // A stream does not end; see live/stream.spec.ts.
  { file: 'api/events/route.ts', kind: 'endpoint', area: 'signed-in', own: [] },
  // Answers a POST of admins alone; see live/clock.spec.ts.
  { file: 'api/demo/clock/route.ts', kind: 'endpoint', area: 'admin', own: [] },
  {
    file: 'api/[...rest]/route.ts',
    kind: 'endpoint',
    area: 'public',
    own: [],
    unknown: ['/api/nope', '/api/v2/leases'],
  },
  {
    file: 'api/auth/[...all]/route.ts',
    kind: 'endpoint',
    area: 'public',
    own: ['/api/auth/sign-in/email', '/api/auth/sign-out'],
    unknown: ['/api/auth/get-session', '/api/auth/list-sessions'],
  },
]

/** An area's leases: the list, its file, and one lease beside it or alone. */
function leases(area: Role, ...own: readonly string[]): RouteEntry[] {
  const folder = `(${area})/${area}/leases`
  const path = `/${area}/leases`
  return [
    page(area, `${folder}/page.tsx`, [path, `${path}?tab=active`]),
    list(area, folder, [path]),
    {
      ...page(
        area,
        `${folder}/[leaseId]/page.tsx`,
        own.map((id) => `${path}/${id}`),
      ),
      unknown: [`${path}/lease_999`, `${path}/nothing`, `${path}/'--`, `${path}/%00`],
      ...(area === 'admin' ? {} : { isOfOneOrganisation: true as const }),
    },
    page(area, `${folder}/@drawer/page.tsx`, []),
    page(area, `${folder}/@drawer/(.)[leaseId]/page.tsx`, []),
  ]
}

/** A contract as a file beside its lease. */
function paper(area: Role): RouteEntry {
  const folder = `(${area})/${area}/leases/[leaseId]/contract.pdf`
  const unknown = [`/${area}/leases/lease_999/contract.pdf`, `/${area}/leases/'--/contract.pdf`]
  return { file: `${folder}/route.ts`, kind: 'export', area, own: [], unknown }
}

function endpoint(file: string): RouteEntry {
  return { file, kind: 'endpoint', area: 'signed-in', own: [] }
}

function page(area: RouteEntry['area'], file: string, own: readonly string[]): RouteEntry {
  return { file, kind: 'page', area, own }
}

function list(area: Role, folder: string, pages: readonly string[]): RouteEntry {
  return {
    file: `${folder}/export.csv/route.ts`,
    kind: 'export',
    area,
    own: pages.map((path) => `${path}/export.csv`),
  }
}

function figures(area: Role, kpis: readonly string[]): RouteEntry[] {
  const folder = `(${area})/${area}/kpi/[kpi]`
  const own = kpis.map((kpi) => `/${area}/kpi/${kpi}`)
  return [
    {
      ...page(area, `${folder}/page.tsx`, own),
      unknown: NO_KPI.map((kpi) => `/${area}/kpi/${kpi}`),
    },
    { ...list(area, folder, own), unknown: [`/${area}/kpi/no-such-figure/export.csv`] },
  ]
}
