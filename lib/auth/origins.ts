const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]']
const LISTENS_ON_LOOPBACK = [...LOOPBACK_HOSTS, '::1', '0.0.0.0', '::']

export interface SiteAddress {
  /** Public origin. */
  appUrl: string
  /** Address that the server listens on. */
  host: string
  port: number
}

/**
 * Origins that count as this site: the public one and, where the server listens on loopback (alone
 * or among all addresses), all spellings of loopback.
 */
export function ownOrigins({ appUrl, host, port }: SiteAddress): string[] {
  const origins = new Set(URL.canParse(appUrl) ? [new URL(appUrl).origin] : [])
  if (LISTENS_ON_LOOPBACK.includes(host)) {
    for (const name of LOOPBACK_HOSTS) origins.add(`http://${name}:${port}`)
  }
  return [...origins]
}

export type OriginVerdict = 'own' | 'foreign' | 'missing'

/**
 * Where a request claims to come from, by `Origin` and `Sec-Fetch-Site`; forwarding headers are not
 * asked. "foreign" wins over "own", and a browser that names no origin is not believed.
 */
export function originVerdict(headers: Headers, own: readonly string[]): OriginVerdict {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return 'foreign'
  const origin = headers.get('origin')
  if (origin === null) return 'missing'
  return own.includes(origin) ? 'own' : 'foreign'
}
