import { addMonths, monthOf, monthWindow, startOfDay } from '@/lib/core/time'
import {
  equalFault,
  type Fault,
  type Invariant,
  idPatternInvariant,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'
import { PERIOD_PATTERN, sumBtc } from './derived'

export const STATEMENT_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('statements', /^stmt_\d{6}_\d{3,}$/),
  uniqueInvariant('statements', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  uniqueInvariant(
    'statements',
    'one-per-period',
    'period',
    'A treasury has one statement per month',
    (row) => `${row.treasuryId} ${row.period}`,
  ),
  rowInvariant('statements', 'reference', 'Its treasury exists', (row, { treasuries }) =>
    referenceFault('treasuryId', row.treasuryId, treasuries),
  ),
  rowInvariant(
    'statements',
    'period-form',
    'The period is written YYYY-MM and is part of the id',
    ({ id, period }) =>
      PERIOD_PATTERN.test(period) && id.startsWith(`stmt_${period.replace('-', '')}_`)
        ? null
        : ['period', `"${period}" is not the month of ${id}`],
  ),
  rowInvariant(
    'statements',
    'gross-is-sum',
    'Gross is lease + routing fees, to the satoshi',
    (row) =>
      equalFault(
        'grossTotal',
        row.grossTotal,
        sumBtc([row.leaseFeesEarned, row.routingFeesEarned]),
      ),
  ),
  rowInvariant('statements', 'net-is-difference', 'Net is gross − margin, to the satoshi', (row) =>
    equalFault('netTotal', row.netTotal, sumBtc([row.grossTotal, -row.flowrateMargin])),
  ),
  rowInvariant(
    'statements',
    'margin-range',
    'The margin is not negative and not above the gross',
    ({ flowrateMargin, grossTotal }) =>
      flowrateMargin >= 0 && flowrateMargin <= Math.max(0, grossTotal)
        ? null
        : ['flowrateMargin', `${flowrateMargin} is not between 0 and the gross ${grossTotal}`],
  ),
  rowInvariant(
    'statements',
    'closed-month',
    'Only closed months have a statement, made after their end and before now',
    (row, { nowIso }): Fault[] => {
      if (!PERIOD_PATTERN.test(row.period)) return []
      const end = startOfDay(monthWindow(row.period).to)
      if (monthOf(nowIso) < addMonths(row.period, 1)) return [['period', 'is not closed yet']]
      return row.generatedAt >= end && row.generatedAt <= nowIso
        ? []
        : [['generatedAt', `lies outside ${end} to ${nowIso}`]]
    },
  ),
  rowInvariant(
    'statements',
    'download-paths',
    'The downloads are paths of its month',
    ({ period, downloadUrls }): Fault[] =>
      (['csv', 'pdf'] as const).flatMap((kind) =>
        equalFault(
          `downloadUrls.${kind}`,
          downloadUrls[kind],
          `/treasury/billing/${period}/statement.${kind}`,
        ),
      ),
  ),
]
