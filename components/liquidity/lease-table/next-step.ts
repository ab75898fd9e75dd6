import type { LeaseAction, LeaseActionName } from '@/lib/domains/liquidity/lease/policy'

/** What somebody else waits for comes first. */
const AWAITED: readonly LeaseActionName[] = ['sign', 'accept_renewal', 'answer_early_end']

interface NextStepFacts {
  isExpiring: boolean
  actions: readonly LeaseAction[]
}

/** The one action that a lease asks for now: an answer that is waited for, or its renewal near the end. */
export function nextStepOf({ isExpiring, actions }: NextStepFacts): LeaseActionName | null {
  const offered = new Set(
    actions.filter(({ blockedBy }) => blockedBy === null).map(({ name }) => name),
  )
  const awaited = AWAITED.find((name) => offered.has(name))
  if (awaited !== undefined) return awaited
  return isExpiring && offered.has('renew') ? 'renew' : null
}
