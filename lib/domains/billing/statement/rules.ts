import { toBtc } from '@/lib/core/money'
import type { Sats, Statement, StatementRecord } from '@/types'

type Amounts = Pick<
  StatementRecord,
  | 'treasuryId'
  | 'period'
  | 'leaseFeesSats'
  | 'routingFeesSats'
  | 'grossSats'
  | 'marginBps'
  | 'marginSats'
  | 'netSats'
  | 'creditSats'
>

/** A month's amounts, e.g. the sum of a treasury's daily earnings over the month. */
export interface MonthEarnings {
  leaseSats: Sats
  creditSats: Sats
  routingSats: Sats
  grossSats: Sats
  marginSats: Sats
  netSats: Sats
}

/** The amounts of a statement, all satoshis. Identities: gross = lease + routing, net = gross − margin. */
export function statementAmounts(
  treasuryId: string,
  period: string,
  marginBps: number,
  month: MonthEarnings,
): Amounts {
  return {
    treasuryId,
    period,
    leaseFeesSats: month.leaseSats,
    routingFeesSats: month.routingSats,
    grossSats: month.grossSats,
    marginBps,
    marginSats: month.marginSats,
    netSats: month.netSats,
    creditSats: month.creditSats,
  }
}

/** The text whose SHA-256 is a statement's content hash: the same facts give the same text. */
export function statementText(amounts: Amounts): string {
  return [
    `treasury ${amounts.treasuryId}`,
    `period ${amounts.period}`,
    `lease fees ${amounts.leaseFeesSats} sats`,
    `credits inside ${amounts.creditSats} sats`,
    `routing fees ${amounts.routingFeesSats} sats`,
    `gross ${amounts.grossSats} sats`,
    `margin ${amounts.marginBps} bps ${amounts.marginSats} sats`,
    `net ${amounts.netSats} sats`,
  ].join('\n')
}

/** "stmt_202611_trs_001"; what was brought over at onboarding keeps its own id. */
export function statementId(treasuryId: string, period: string): string {
  return `stmt_${period.replace('-', '')}_${treasuryId}`
}

/** "STM-trs_001-202610". Source: functional specification §10 #2. */
export function statementNumber(treasuryId: string, period: string): string {
  return `STM-${treasuryId}-${period.replace('-', '')}`
}

/** Record → the seed's Statement. */
export function toStatement(record: StatementRecord): Statement {
  const path = `/treasury/billing/${record.period}`
  return {
    id: record.id,
    treasuryId: record.treasuryId,
    period: record.period,
    leaseFeesEarned: toBtc(record.leaseFeesSats),
    routingFeesEarned: toBtc(record.routingFeesSats),
    grossTotal: toBtc(record.grossSats),
    flowrateMargin: toBtc(record.marginSats),
    netTotal: toBtc(record.netSats),
    generatedAt: record.generatedAt,
    downloadUrls: { csv: `${path}/statement.csv`, pdf: `${path}/statement.pdf` },
  }
}
