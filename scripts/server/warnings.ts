import { type Env, isLoopbackName } from '@/lib/env'

type Settings = Pick<Env, 'appUrl' | 'host' | 'isLocalSite' | 'personas' | 'trustedProxies'>

/** What an operator should know about these settings before anybody else finds it out. */
export function startWarnings({
  appUrl,
  host,
  isLocalSite,
  personas,
  trustedProxies,
}: Settings): string[] {
  const warnings: string[] = []
  const { hostname } = new URL(appUrl)
  if (
    !isLocalSite &&
    hostname !== host &&
    !isLoopbackName(hostname) &&
    trustedProxies.length === 0
  ) {
    warnings.push(
      `TRUSTED_PROXIES is not set while APP_URL is ${appUrl}: behind a proxy all visitors seem to come from its address. Set it to the proxy's, such as 127.0.0.1/32.`,
    )
  }
  if (personas === 'everybody') {
    const powers = isLocalSite ? 'are for this machine alone' : 'stay off'
    warnings.push(
      `FLOWRATE_DEMO=1 offers the demo people, whose password is public, to everybody who reaches ${appUrl}, through a proxy too. The demo's clock and faults ${powers}.`,
    )
  }
  return warnings
}

/** Said where the demo is not offered but its people are in the store. */
export function accountsAreShut(count: number): string {
  return `The ${count} accounts of the demo people are shut: their password is public, and this server does not offer the demo. FLOWRATE_DEMO=1 offers it.`
}

/** Said where the demo is wanted of a store that was begun without it. */
export const WORLD_STAYS_OUT =
  'This store was begun with an admin of its own, so the demo world stays out of it. Set FLOWRATE_DEMO=0; "npm run db:seed" puts the demo beside the admin.'
