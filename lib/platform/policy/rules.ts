import { sats } from '@/lib/core/money'
import type { IsoInstant, PlatformPolicyRecord } from '@/types'

/** What holds in a store until an admin puts another policy in force; as the product's rules begin with. */
export const INITIAL_POLICY: PlatformPolicyRecord = {
  version: 0,
  effectiveFrom: '1970-01-01T00:00:00.000Z' as IsoInstant,
  minTermDays: 30,
  maxExposureSats: sats(2_000_000_000),
  minLeaseSats: sats(1_000_000),
  maxOpenRequests: 50,
  jurisdictions: ['AT', 'BR', 'CA', 'CH', 'DE', 'EE', 'FR', 'GB', 'NL', 'PT', 'SG', 'US'],
  defaultMarginBps: 1000,
  expiryAlertDays: 14,
  utilizationTargetPct: 20,
  uptimeAlertPct: 99,
  uptimeSlaPct: 99.5,
  deliveredSlaPct: 95,
  successRatePct: 95,
  lnd: { floor: '0.16.0', advisory: '0.19.0' },
  cln: { floor: '23.05', advisory: '24.11' },
}
