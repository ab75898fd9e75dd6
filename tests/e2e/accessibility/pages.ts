import type { PersonaName } from '@/tests/support/browser/personas'
import type { SiteFile } from '@/tests/support/browser/site-map'
import { ROUTES } from '../security/routes'

export interface PageEntry {
  who: PersonaName | 'anonymous'
  path: string
  status?: 403 | 404
}

/** Who looks at the pages of an area. */
const VISITORS: Readonly<Record<SiteFile['area'], PageEntry['who']>> = {
  public: 'anonymous',
  'signed-in': 'treasury',
  treasury: 'treasury',
  subscriber: 'subscriber',
  admin: 'admin',
}

/** The log as it was before this run began to write into it. */
const INSTEAD: Readonly<Record<string, string>> = {
  '/admin/audit': '/admin/audit?to=2026-11-19',
}

/** What is refused or names nothing, as a page shows it. */
const REFUSALS: readonly PageEntry[] = [
  { who: 'anonymous', path: '/nothing-here', status: 404 },
  { who: 'treasury', path: '/admin', status: 403 },
  { who: 'treasury', path: '/treasury/kpi/nothing', status: 404 },
  { who: 'treasury', path: '/treasury/leases/nothing', status: 404 },
  { who: 'subscriber', path: '/subscriber/leases/nothing', status: 404 },
  { who: 'subscriber', path: '/subscriber/leases/requests/nothing', status: 404 },
  { who: 'admin', path: '/admin/leases/nothing', status: 404 },
  { who: 'admin', path: '/admin/matchmaking?ticket=dmd_999', status: 404 },
]

const lists = new Set(
  ROUTES.filter(({ kind }) => kind === 'export').flatMap(({ own }) =>
    own.map((address) => address.replace(/\/export\.csv$/, '')),
  ),
)

/**
 * Every page of app/ as its own visitors find it, each list also without a match, and what is refused. Lists
 * are the pages that offer a file; one with a dynamic segment shows all that it has.
 */
export const PAGES: readonly PageEntry[] = [
  ...ROUTES.filter(({ kind }) => kind === 'page').flatMap(({ area, file, own }) => {
    const who = VISITORS[area]
    const isList = (path: string) => lists.has(path) && !file.includes('[')
    const empty = own.filter(isList).map((path) => `${path}?q=nothing-has-this-name`)
    return [...own, ...empty].map((path) => ({ who, path: INSTEAD[path] ?? path }))
  }),
  ...REFUSALS,
]
