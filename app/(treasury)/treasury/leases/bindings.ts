import type { LeaseBindings } from '@/components/liquidity/lease-actions/types'
import * as act from './actions'

/** What the dialogs of a lease call in this area. */
export const leaseBindings: LeaseBindings = {
  read: act.readLeaseForm,
  actions: {
    sign: act.signContract,
    void: act.voidContract,
    renew: act.renewLease,
    accept_renewal: act.answerRenewal,
    decline_renewal: act.answerRenewal,
    withdraw_renewal: act.withdrawRenewal,
    increase: act.increaseLease,
    request_early_end: act.requestEarlyEnd,
    answer_early_end: act.answerEarlyEnd,
    withdraw_early_end: act.withdrawEarlyEnd,
  },
}
