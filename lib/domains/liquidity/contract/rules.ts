import { ConflictError } from '@/lib/core/errors'
import { formatBtc, toBtc } from '@/lib/core/money'
import { toInstant, toMs } from '@/lib/core/time'
import type { Contract, ContractRecord, ContractStatus, IsoInstant, LeaseParty } from '@/types'
import { contractText } from './text-rules'

export const CONTRACT_VERBS = ['sign', 'complete', 'void', 'call_off'] as const
export type ContractVerb = (typeof CONTRACT_VERBS)[number]

/** The second signature makes it active. Source: functional specification §3, Contract. */
export const CONTRACT_MOVES: Readonly<
  Record<ContractVerb, { from: ContractStatus; to: readonly ContractStatus[]; done: string }>
> = {
  sign: { from: 'draft', to: ['draft', 'active'], done: 'signed' },
  complete: { from: 'active', to: ['completed'], done: 'completed' },
  void: { from: 'draft', to: ['void'], done: 'voided' },
  /** Signed by both, but its lease does not come about. Source: decision 0007. */
  call_off: { from: 'active', to: ['void'], done: 'called off' },
}

export function assertContractMove(contract: ContractRecord, verb: ContractVerb): void {
  const { from, done } = CONTRACT_MOVES[verb]
  if (contract.status === from) return
  throw new ConflictError(
    'illegal_transition',
    `Contract ${contract.id} is ${contract.status} and can't be ${done}.`,
  )
}

/** @throws ConflictError `terms_changed` for another hash than that of the contract's text. */
export function assertTerms(
  { id, termsHash, version }: Pick<ContractRecord, 'id' | 'termsHash' | 'version'>,
  read: string,
): void {
  if (read === termsHash) return
  throw new ConflictError(
    'terms_changed',
    `These are not the terms of contract ${id}. Read them again.`,
    { termsHash, version },
  )
}

/**
 * What is about to be signed must read as it was shown: the refusal says how it reads now.
 * @throws ConflictError `terms_changed` for another hash than that of the draft's text.
 */
export function assertShown(draft: ContractRecord, read: string): void {
  const { termsHash } = draft
  if (read === termsHash) return
  throw new ConflictError(
    'terms_changed',
    'The contract no longer reads as it was shown. Read it again before you sign.',
    { termsHash, termsText: contractText(draft) },
  )
}

/** When a party signed; null before. */
export function signedAt(
  contract: Pick<ContractRecord, 'signedByTreasuryAt' | 'signedBySubscriberAt'>,
  party: LeaseParty,
): IsoInstant | null {
  return party === 'treasury' ? contract.signedByTreasuryAt : contract.signedBySubscriberAt
}

/**
 * The contract after one party's signature, active with the second one.
 * @throws ConflictError `illegal_transition`, `already_signed`, or `terms_changed` for another hash.
 */
export function signedContract(
  contract: ContractRecord,
  { party, termsHash, at }: { party: LeaseParty; termsHash: string; at: Date | IsoInstant },
): ContractRecord {
  assertContractMove(contract, 'sign')
  if (signedAt(contract, party) !== null) {
    throw new ConflictError('already_signed', `Your side has already signed ${contract.id}.`)
  }
  assertTerms(contract, termsHash)
  const instant = toInstant(toMs(at))
  const signed =
    party === 'treasury'
      ? { ...contract, signedByTreasuryAt: instant }
      : { ...contract, signedBySubscriberAt: instant }
  const isComplete = signed.signedByTreasuryAt !== null && signed.signedBySubscriberAt !== null
  return { ...signed, status: isComplete ? 'active' : 'draft', version: contract.version + 1 }
}

/** @throws ConflictError `illegal_transition` naming the state. */
export function completedContract(contract: ContractRecord, at: Date | IsoInstant): ContractRecord {
  assertContractMove(contract, 'complete')
  const completedAt = toInstant(toMs(at))
  return { ...contract, status: 'completed', completedAt, version: contract.version + 1 }
}

/** @throws ConflictError `illegal_transition` naming the state. */
export function voidedContract(contract: ContractRecord): ContractRecord {
  assertContractMove(contract, 'void')
  return { ...contract, status: 'void', version: contract.version + 1 }
}

/** @throws ConflictError `illegal_transition` naming the state. */
export function calledOffContract(contract: ContractRecord): ContractRecord {
  assertContractMove(contract, 'call_off')
  return { ...contract, status: 'void', version: contract.version + 1 }
}

/** "Fixed 0.00450000 BTC for the term" or "3000 ppm of the leased amount for the term". */
export function feeStructure(
  terms: Pick<ContractRecord, 'feeModel' | 'feeSats' | 'feePpm'>,
): string {
  return terms.feeModel === 'fixed'
    ? `Fixed ${formatBtc(terms.feeSats ?? 0)} BTC for the term`
    : `${terms.feePpm ?? 0} ppm of the leased amount for the term`
}

/** Record → the seed's Contract; null for a void one, which that vocabulary leaves out. */
export function toContract(record: ContractRecord): Contract | null {
  if (record.status === 'void') return null
  return {
    id: record.id,
    leaseId: record.leaseId,
    treasuryId: record.treasuryId,
    subscriberId: record.subscriberId,
    terms: {
      size: toBtc(record.sizeSats),
      duration: record.termDays,
      feeStructure: feeStructure(record),
    },
    issuedAt: record.issuedAt,
    ...(record.signedByTreasuryAt === null ? {} : { signedByTreasury: record.signedByTreasuryAt }),
    ...(record.signedBySubscriberAt === null
      ? {}
      : { signedBySubscriber: record.signedBySubscriberAt }),
    status: record.status,
  }
}
