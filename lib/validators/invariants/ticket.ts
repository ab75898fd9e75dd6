import { MOST_PPM, MOST_TERM_DAYS } from '@/lib/core/limits'
import {
  type Fault,
  type Invariant,
  idPatternInvariant,
  pastFaults,
  referenceFault,
  rowInvariant,
  uniqueInvariant,
} from '../invariant'

export const TICKET_INVARIANTS: readonly Invariant[] = [
  idPatternInvariant('demandTickets', /^dmd_\d{3,}$/),
  uniqueInvariant('demandTickets', 'id-unique', 'id', 'The id is used once', (row) => row.id),
  rowInvariant('demandTickets', 'reference', 'Its subscriber exists', (row, { subscribers }) =>
    referenceFault('subscriberId', row.subscriberId, subscribers),
  ),
  rowInvariant(
    'demandTickets',
    'size-range',
    'The size lies between 0.01 and 50 BTC',
    ({ size }) =>
      size >= 0.01 && size <= 50 ? null : ['size', `${size} is not between 0.01 and 50`],
  ),
  rowInvariant(
    'demandTickets',
    'term-range',
    `The term lies between 1 and ${MOST_TERM_DAYS} days`,
    ({ term }) =>
      term >= 1 && term <= MOST_TERM_DAYS
        ? null
        : ['term', `${term} is not between 1 and ${MOST_TERM_DAYS}`],
  ),
  rowInvariant(
    'demandTickets',
    'price-band',
    'The price band is 0 ≤ min ≤ max ≤ 100 000 ppm',
    ({ priceMin, priceMax }): Fault[] => [
      ...(priceMin >= 0 && priceMin <= priceMax
        ? []
        : [['priceMin', `${priceMin} is not between 0 and priceMax`] as const]),
      ...(priceMax <= MOST_PPM ? [] : [['priceMax', `${priceMax} exceeds ${MOST_PPM}`] as const]),
    ],
  ),
  rowInvariant(
    'demandTickets',
    'matched-has-treasury',
    'A matched request names an existing treasury, any other none',
    (row, { treasuries }) => {
      if (row.status !== 'matched') {
        return row.matchedTreasuryId === undefined
          ? null
          : ['matchedTreasuryId', `does not go with ${row.status}`]
      }
      if (row.matchedTreasuryId === undefined) return ['matchedTreasuryId', 'is missing']
      return referenceFault('matchedTreasuryId', row.matchedTreasuryId, treasuries)
    },
  ),
  rowInvariant(
    'demandTickets',
    'past-instant',
    'It was created before now',
    ({ createdAt }, lookup) => pastFaults({ createdAt }, lookup),
  ),
]
