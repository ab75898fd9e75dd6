import { addDays, utcDate } from '@/lib/core/time'
import {
  amountFaults,
  arrayInvariant,
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'

const FLOWRATE = new Map([['flowrate', true]])

export const ALERT_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('alerts', /^alert_[0-9A-Za-z]{3,}$/),
  uniqueInvariant('alerts', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant(
    'alerts',
    'reference',
    'Its organisation exists and is of its user type',
    (row, { treasuries, subscribers }) => {
      const targets = { treasury: treasuries, subscriber: subscribers, admin: FLOWRATE }
      return referenceFault('userId', row.userId, targets[row.userType])
    },
  ),
  rowInvariant(
    'alerts',
    'action-complete',
    'An action has both a label and a path of its own role',
    ({ actionLabel, actionUrl, userType }): Fault[] => {
      if (actionUrl === undefined && actionLabel === undefined) return []
      if (actionLabel === undefined) return [['actionLabel', 'is missing beside actionUrl']]
      if (actionUrl === undefined) return [['actionUrl', 'is missing beside actionLabel']]
      return new RegExp(`^/${userType}(?:[/?#]|$)`).test(actionUrl)
        ? []
        : [['actionUrl', `"${actionUrl}" does not lead into /${userType}`]]
    },
  ),
  rowInvariant(
    'alerts',
    'seen-after-created',
    'It was created before now, and read or dismissed after that',
    ({ createdAt, readAt, dismissedAt }, lookup): Fault[] => [
      ...pastFaults({ createdAt, readAt, dismissedAt }, lookup),
      ...Object.entries({ readAt, dismissedAt }).flatMap(([field, at]): Fault[] =>
        at === undefined || at >= createdAt ? [] : [[field, 'lies before createdAt']],
      ),
    ],
  ),
]

export const YIELD_INVARIANTS: readonly Invariant[] = [
  uniqueInvariant(
    'yieldDataPoints',
    'date-unique',
    'date',
    'A day has one point',
    (row) => row.date,
  ),
  arrayInvariant(
    'yieldDataPoints',
    'complete-days',
    'The points are consecutive UTC days up to yesterday',
    (rows, { nowIso }) =>
      rows.flatMap((row, index) => {
        const expected = addDays(utcDate(nowIso), index - rows.length)
        if (row.date === expected) return []
        return [{ id: row.date, field: 'date', message: `stands in the place of ${expected}` }]
      }),
  ),
  rowInvariant(
    'yieldDataPoints',
    'amount-positive',
    'The yields of a day are not negative',
    ({ routingYield, leaseYield }) => amountFaults({ routingYield, leaseYield }),
  ),
]
