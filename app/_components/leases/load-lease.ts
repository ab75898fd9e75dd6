import 'server-only'
import { notFound } from 'next/navigation'
import { NotFoundError } from '@/lib/core/errors'
import type { ContractDocument } from '@/lib/domains/liquidity/contract/document-rules'
import { contractDocument } from '@/lib/flows/lease-view/contract-document'
import type { LeaseDetail } from '@/lib/flows/lease-view/detail-rules'
import { getLeaseView } from '@/lib/flows/lease-view/get-lease-view'
import type { ViewerCtx } from '@/lib/web/viewer'

export interface LoadedLease {
  detail: LeaseDetail
  contract: ContractDocument | null
}

/** One lease with its contract, or the 404 page. */
export async function loadLease(ctx: ViewerCtx, id: string): Promise<LoadedLease> {
  try {
    const detail = await getLeaseView(ctx, id)
    const contractId = detail.lease.contract?.id
    return {
      detail,
      contract: contractId === undefined ? null : await contractDocument(ctx, contractId),
    }
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}
