'use server'

import { leaseCommands } from '@/app/_actions/lease-commands'
import { defineAction, defineCall } from '@/lib/web/action'

const role = 'subscriber'

export const readLeaseForm = defineCall({ role, ...leaseCommands.read })
export const signContract = defineAction({ role, ...leaseCommands.sign })
export const voidContract = defineAction({ role, ...leaseCommands.void })
export const renewLease = defineAction({ role, ...leaseCommands.renew })
export const answerRenewal = defineAction({ role, ...leaseCommands.answerRenewal })
export const withdrawRenewal = defineAction({ role, ...leaseCommands.withdrawRenewal })
export const cancelAtTerm = defineAction({ role, ...leaseCommands.cancelAtTerm })
export const undoCancelAtTerm = defineAction({ role, ...leaseCommands.undoCancelAtTerm })
export const requestEarlyEnd = defineAction({ role, ...leaseCommands.requestEarlyEnd })
export const answerEarlyEnd = defineAction({ role, ...leaseCommands.answerEarlyEnd })
export const withdrawEarlyEnd = defineAction({ role, ...leaseCommands.withdrawEarlyEnd })
export const scaleLease = defineAction({ role, ...leaseCommands.scale })
