import { toMs } from '@/lib/core/time'
import type { PayoutRecord } from '@/types'

type Scheduled = Pick<PayoutRecord, 'status' | 'scheduledFor'>

/** Not sent yet. */
function isAhead({ status }: Scheduled): boolean {
  return status === 'scheduled' || status === 'approved'
}

/** Its time has passed and it is not sent. */
export function isOverduePayout(payout: Scheduled, now: Date): boolean {
  return isAhead(payout) && toMs(payout.scheduledFor) < now.getTime()
}

/** The first payout that is not sent, the most overdue before all; null for none. */
export function nextPayout(payouts: readonly PayoutRecord[], now: Date) {
  const [first] = payouts.filter(isAhead).sort((a, b) => (a.scheduledFor < b.scheduledFor ? -1 : 1))
  return first === undefined ? null : { ...first, isOverdue: isOverduePayout(first, now) }
}
