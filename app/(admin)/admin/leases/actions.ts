'use server'

import { leaseCommands } from '@/app/_actions/lease-commands'
import { defineAction, defineCall } from '@/lib/web/action'

const role = 'admin'

export const readLeaseForm = defineCall({ role, ...leaseCommands.read })
export const voidContract = defineAction({ role, ...leaseCommands.void })
export const increaseLease = defineAction({ role, ...leaseCommands.increase })
export const requestEarlyEnd = defineAction({ role, ...leaseCommands.requestEarlyEnd })
export const answerEarlyEnd = defineAction({ role, ...leaseCommands.answerEarlyEnd })
export const withdrawEarlyEnd = defineAction({ role, ...leaseCommands.withdrawEarlyEnd })
export const pauseLease = defineAction({ role, ...leaseCommands.pause })
export const resumeLease = defineAction({ role, ...leaseCommands.resume })
export const cancelUndelivered = defineAction({ role, ...leaseCommands.cancelUndelivered })
export const reassignCapacity = defineAction({ role, ...leaseCommands.reassign })
export const terminateLease = defineAction({ role, ...leaseCommands.terminate })
