import { formatBtc, toBtc } from '@/lib/core/money'
import type { Contract, ContractRecord } from '@/types'

type Terms = Pick<
  ContractRecord,
  | 'leaseId'
  | 'lessorLabel'
  | 'lesseeLabel'
  | 'sizeSats'
  | 'termDays'
  | 'startAt'
  | 'feeModel'
  | 'feeSats'
  | 'feePpm'
>

/**
 * The text whose SHA-256 both parties sign; one line per term, amounts in satoshis. The parties appear
 * under the names that they know each other by.
 */
export function contractTermsText(terms: Terms): string {
  return [
    `lease ${terms.leaseId}`,
    `lessor ${terms.lessorLabel}`,
    `lessee ${terms.lesseeLabel}`,
    `size ${terms.sizeSats} sats`,
    `start ${terms.startAt}`,
    `term ${terms.termDays} days`,
    terms.feeModel === 'fixed' ? `fee ${terms.feeSats ?? 0} sats` : `fee ${terms.feePpm ?? 0} ppm`,
  ].join('\n')
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
