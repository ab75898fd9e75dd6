import { sats, subSats } from '@/lib/core/money'
import { compareText } from '@/lib/core/text'
import type { LeaseBackingRecord, LeaseRecord, Sats } from '@/types'
import { effectiveLeaseStatus } from '../lease/rules'

type Backing = Pick<
  LeaseBackingRecord,
  'id' | 'leaseId' | 'channelId' | 'shareSats' | 'fromAt' | 'toAt' | 'replacesId'
>

/**
 * What a renewal takes over from the lease that it renews: the same channels in the same order, as far as
 * its size reaches; one that is being opened in place of another goes on replacing it.
 * @param backings of the old lease that have no end yet, the oldest first.
 */
export function takeOver<B extends Backing>(
  renewal: Pick<LeaseRecord, 'id' | 'sizeSats' | 'startAt'>,
  backings: readonly B[],
  idOf: (channelId: string) => string,
): B[] {
  const moved: B[] = []
  let left = renewal.sizeSats
  const move = (backing: B, shareSats: Sats, replacesId: string | null) => {
    const id = idOf(backing.channelId)
    const place = { leaseId: renewal.id, fromAt: renewal.startAt, toAt: null }
    moved.push({ ...backing, ...place, id, shareSats, replacesId })
    return id
  }
  const isIn = (id: string | null) => backings.some((backing) => backing.id === id)
  for (const backing of backings.filter(({ replacesId }) => !isIn(replacesId))) {
    if (left === 0) break
    const shareSats = sats(Math.min(left, backing.shareSats))
    const id = move(backing, shareSats, null)
    const next = backings.find(({ replacesId }) => replacesId === backing.id)
    if (next !== undefined) move(next, shareSats, id)
    left = subSats(left, shareSats)
  }
  return moved
}

type Dated = Pick<
  LeaseRecord,
  'id' | 'status' | 'sizeSats' | 'startAt' | 'endAt' | 'deliveredAt' | 'renewsLeaseId'
>

/**
 * What backs which lease as of now, even when no job has said so: what is past its term is backed no
 * longer, and a renewal whose start has come is backed by what backed the lease before it. A lease that no
 * job has to do with is as its rows say.
 */
export function backingsAsOf<B extends Backing>(
  leases: readonly Dated[],
  backings: readonly B[],
  now: Date,
): B[] {
  let standing = [...backings]
  for (const lease of inOrderOfEnd(leases)) {
    if (!isOverUnsaid(lease, now)) continue
    const own = standing.filter(({ leaseId, toAt }) => leaseId === lease.id && toAt === null)
    own.sort((a, b) => compareText(a.fromAt, b.fromAt) || compareText(a.id, b.id))
    const renewal = leases.find(
      ({ renewsLeaseId, status }) => renewsLeaseId === lease.id && status === 'pending',
    )
    const moved =
      renewal === undefined ? [] : takeOver(renewal, own, (channel) => `${renewal.id} ${channel}`)
    standing = standing.map((backing) =>
      own.includes(backing) ? { ...backing, toAt: lease.endAt } : backing,
    )
    standing.push(...moved)
  }
  return standing
}

/** Past its term, though its row says that it runs; a renewal that waits for its start counts alike. */
function isOverUnsaid(lease: Dated, now: Date): boolean {
  if (effectiveLeaseStatus(lease, now) !== 'expired') return false
  return lease.status !== 'expired'
}

function inOrderOfEnd<L extends Dated>(leases: readonly L[]): L[] {
  return [...leases].sort((a, b) => compareText(a.endAt, b.endAt) || compareText(a.id, b.id))
}
