import type { Viewer } from '@/components/shared/preferences'
import { fact } from '@/lib/core/fact-text'
import { viewerText } from '@/lib/core/viewer-text'
import type { RenewalAnswer } from '@/lib/flows/renewal/request-renewal'
import type { EarlyEndRecord, LeaseRecord, RenewalRequestRecord } from '@/types'

export function saidOfRenewal(answer: RenewalAnswer): string {
  return answer.kind === 'renewal'
    ? `Renewal ${answer.renewal.id} is sent; the other side has 72 hours to answer.`
    : `Request ${answer.ticket.id} for the same capacity is sent.`
}

export function saidOfAnswer({
  id,
  status,
  newLeaseId,
  fallbackTicketId,
}: RenewalRequestRecord): string {
  if (status === 'accepted') return `Renewal ${id} is accepted as ${newLeaseId ?? ''}.`
  return fallbackTicketId === null
    ? `Renewal ${id} is declined.`
    : `Renewal ${id} is declined; the capacity is asked of the market instead.`
}

export function saidOfEarlyEnd(
  { id, leaseId, status, effectiveAt }: EarlyEndRecord,
  viewer: Viewer,
): [string, string] {
  const how = status === 'approved' ? `approved: it ends on ${fact.moment(effectiveAt)}` : status
  return [viewerText(`Early end ${id} is ${how}.`, viewer), leaseId]
}

export function saidOfLease({ id, status }: LeaseRecord): [string, string] {
  return [`${id} is ${status}.`, id]
}
