import {
  addressesOf,
  answersGet,
  registry,
  type SiteFile,
  siteFiles,
} from '@/tests/support/browser/site-map'

export interface RouteEntry extends Pick<SiteFile, 'file' | 'kind' | 'area'> {
  /** Addresses that exist. */
  own: readonly string[]
  /** Addresses of the same shape that name nothing. */
  unknown?: readonly string[]
  /** The addresses name something of the role's first organisation: nothing for the others. */
  isOfOneOrganisation?: true
}

export const TREASURY_KPIS = registry('TREASURY_KPIS')
export const SUBSCRIBER_KPIS = registry('SUBSCRIBER_KPIS')
export const ADMIN_KPIS = registry('ADMIN_KPIS')
export const ADMIN_QUEUES = registry('ADMIN_QUEUES')

type ByArea = Partial<Record<SiteFile['area'], readonly string[]>>

interface Sample {
  /** What exists, for everybody or by area. */
  own: readonly string[] | ByArea
  unknown: readonly string[]
  /** Its things belong to organisations, so that another one of the same role finds nothing. */
  isOwned?: true
}

const NOTHING = ['nothing', "'--", '%00']

/** What stands in for a dynamic segment, by its name. A page that brings another one needs a line here. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  leaseId: {
    own: {
      treasury: ['lease_021'],
      subscriber: ['lease_021', 'lease_033'],
      admin: ['lease_001'],
    },
    unknown: ['lease_999', ...NOTHING],
    isOwned: true,
  },
  ticketId: { own: ['dmd_014'], unknown: ['dmd_999', ...NOTHING], isOwned: true },
  channelId: { own: ['chan_014'], unknown: ['chan_999', ...NOTHING], isOwned: true },
  logId: { own: ['log_001'], unknown: ['log_999', ...NOTHING] },
  contractId: { own: [], unknown: ['ctr_999', ...NOTHING], isOwned: true },
  kpi: {
    own: { treasury: TREASURY_KPIS, subscriber: SUBSCRIBER_KPIS, admin: ADMIN_KPIS },
    unknown: ['no-such-figure', '%00', '..%2falerts', "'--", 'constructor'],
  },
  queue: { own: ADMIN_QUEUES, unknown: ['no-such-queue', 'constructor'] },
}

/** Addresses with a query that lead to another view or thing of the page. */
const VIEWS: Readonly<Record<string, Partial<Pick<RouteEntry, 'own' | 'unknown'>>>> = {
  '/set-password': { own: ['/set-password?token=none'] },
  '/no-file': { own: ['/no-file?status=404'] },
  '/refused': { own: ['/refused?status=403', '/refused?status=404'] },
  '/treasury/leases': { own: ['/treasury/leases?tab=expiring'] },
  '/subscriber/leases': { own: ['/subscriber/leases?tab=expiring'] },
  '/admin/leases': { own: ['/admin/leases?tab=expiring'] },
  '/admin/orchestration': { own: ['/admin/orchestration?view=board'] },
  '/admin/matchmaking': {
    own: ['/admin/matchmaking?status=all&ticket=dmd_001'],
    unknown: ['/admin/matchmaking?ticket=dmd_999', "/admin/matchmaking?ticket='--"],
  },
}

/** Endpoints that are not for everybody who is signed in, or have addresses of their own. */
const ENDPOINTS: Readonly<Record<string, Partial<RouteEntry>>> = {
  'api/health/route.ts': { area: 'public' },
  'api/ready/route.ts': { area: 'public' },
  'api/v1/pools/route.ts': { area: 'admin' },
  // Answers a POST of admins alone; see live/clock.spec.ts.
  'api/demo/clock/route.ts': { area: 'admin' },
  // A stream does not end; see live/stream.spec.ts.
  'api/events/route.ts': { own: [] },
  'api/[...rest]/route.ts': { area: 'public', own: [], unknown: ['/api/nope', '/api/v2/leases'] },
  'api/auth/[...all]/route.ts': {
    area: 'public',
    own: ['/api/auth/sign-in/email', '/api/auth/sign-out'],
    unknown: ['/api/auth/get-session', '/api/auth/list-sessions'],
  },
}

/** "planetId of (admin)/admin/planets/[planetId]/page.tsx": a segment that nothing stands in for. */
export const WITHOUT_SAMPLE = siteFiles()
  .filter(({ file }) => ENDPOINTS[file]?.own === undefined)
  .filter(({ file, kind }) => kind !== 'endpoint' || answersGet(file))
  .flatMap(({ file, segments }) =>
    segments.filter((name) => SAMPLES[name] === undefined).map((name) => `${name} of ${file}`),
  )

/** Every page and route of the product, found in app/. */
export const ROUTES: readonly RouteEntry[] = siteFiles().map(entryOf)

function entryOf(site: SiteFile): RouteEntry {
  const { file, kind, area, pattern, segments } = site
  const sample = SAMPLES[segments[0] ?? '']
  const isAsked = pattern !== null && (kind !== 'endpoint' || answersGet(file))
  // What an endpoint names depends on who asks; a page has its area for that.
  const isNamed = kind === 'endpoint' && segments.length > 0
  const views = VIEWS[pattern ?? ''] ?? {}
  const own = isAsked && !isNamed ? addressesOf(pattern, existing(sample, area)) : []
  const isDynamic = isAsked && segments.length > 0
  const unknown = isDynamic ? addressesOf(pattern, sample?.unknown ?? []) : []
  const isOfOne = sample?.isOwned === true && (area === 'treasury' || area === 'subscriber')
  return {
    ...{ file, kind, area },
    own: kind === 'page' ? [...own, ...(views.own ?? [])] : own,
    unknown: kind === 'page' ? [...unknown, ...(views.unknown ?? [])] : unknown,
    ...(isOfOne && { isOfOneOrganisation: true as const }),
    ...ENDPOINTS[file],
  }
}

function existing(sample: Sample | undefined, area: SiteFile['area']): readonly string[] {
  if (sample === undefined) return []
  const { own } = sample
  return isByArea(own) ? (own[area] ?? []) : own
}

function isByArea(own: Sample['own']): own is ByArea {
  return !Array.isArray(own)
}
