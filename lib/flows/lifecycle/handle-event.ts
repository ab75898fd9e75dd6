import 'server-only'
import { assertNever } from '@/lib/core/errors'
import { releaseExpired } from '@/lib/domains/liquidity/allocation/release-allocation'
import { advanceOperation } from '@/lib/domains/liquidity/delivery/advance-operation'
import { endEarly } from '@/lib/domains/liquidity/lifecycle/end-early'
import { endLease } from '@/lib/domains/liquidity/lifecycle/end-lease'
import type { DueEvent } from '@/lib/domains/liquidity/lifecycle/next-due'
import { startLease } from '@/lib/domains/liquidity/lifecycle/start-lease'
import { startRenewal } from '@/lib/domains/liquidity/lifecycle/start-renewal'
import { lapseTicket } from '@/lib/domains/liquidity/ticket/lapse-ticket'
import { lapseRenewal } from '@/lib/flows/renewal/lapse-renewal'
import type { SystemCtx } from '@/lib/platform/ctx'

/**
 * Does what came due at the event's instant, as of that instant, in a transaction of its own.
 * @returns false when there was nothing left to do.
 */
export function handleEvent(ctx: SystemCtx, { kind, id, at }: DueEvent): Promise<boolean> {
  switch (kind) {
    case 'renewal_lapse':
      return lapseRenewal(ctx, id, at)
    case 'reservation_lapse':
      return releaseExpired(ctx, id, at)
    case 'ticket_lapse':
      return lapseTicket(ctx, id, at)
    case 'operation_step':
      return advanceOperation(ctx, id, at)
    case 'early_end':
      return endEarly(ctx, id, at)
    case 'renewal_start':
      return startRenewal(ctx, id, at)
    case 'lease_end':
      return endLease(ctx, id, at)
    case 'lease_start':
      return startLease(ctx, id, at)
    default:
      return assertNever(kind)
  }
}
