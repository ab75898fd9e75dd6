import 'server-only'
import { notFound } from 'next/navigation'
import { NotFoundError } from '@/lib/core/errors'
import { getTicketView } from '@/lib/flows/market/get-ticket-view'
import type { TicketDetail } from '@/lib/flows/market/view-rules'
import type { ViewerCtx } from '@/lib/web/viewer'

/** One request, or the 404 page. */
export async function loadRequest(ctx: ViewerCtx, id: string): Promise<TicketDetail> {
  try {
    return await getTicketView(ctx, id)
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}
