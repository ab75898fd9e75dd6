import type { LeaseBindings } from '@/components/liquidity/lease-actions/types'
import * as act from './actions'

/** What the dialogs of a lease call in this area. */
export const leaseBindings: LeaseBindings = {
  read: act.readLeaseForm,
  actions: {
    void: act.voidContract,
    increase: act.increaseLease,
    request_early_end: act.requestEarlyEnd,
    answer_early_end: act.answerEarlyEnd,
    withdraw_early_end: act.withdrawEarlyEnd,
    pause: act.pauseLease,
    resume: act.resumeLease,
    reassign: act.reassignCapacity,
    terminate: act.terminateLease,
    cancel_undelivered: act.cancelUndelivered,
  },
}
