import 'server-only'
import { NotFoundError } from '@/lib/core/errors'
import { ID_PREFIXES, idPattern } from '@/lib/core/ids'
import type { Ctx } from '@/lib/platform/ctx'
import { listTicketViews } from './queries'
import type { TicketView } from './view-rules'

/** One request of the viewer's organisation. @throws NotFoundError for a foreign or unknown id. */
export async function getTicketView(ctx: Ctx, id: string): Promise<TicketView> {
  const isId = idPattern(ID_PREFIXES.ticket).test(id)
  const [view] = await listTicketViews(ctx, { ids: isId ? [id] : [] })
  if (view === undefined) throw new NotFoundError('This request')
  return view
}
