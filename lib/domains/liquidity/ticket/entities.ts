import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { DemandTicket } from '@/types'
import { listAllocationRecords } from '../allocation/queries'
import { listTicketRecords } from './queries'
import { toDemandTicket } from './rules'

/** Capacity requests of the viewer's organisation; all for admins, none for treasuries. */
export async function listDemandTickets(ctx: Ctx): Promise<DemandTicket[]> {
  const [tickets, allocations] = await Promise.all([
    listTicketRecords(ctx),
    listAllocationRecords(ctx),
  ])
  return tickets.map((ticket) =>
    toDemandTicket(
      ticket,
      allocations.filter((allocation) => allocation.ticketId === ticket.id),
    ),
  )
}
