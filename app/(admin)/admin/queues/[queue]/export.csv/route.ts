import { NotFoundError } from '@/lib/core/errors'
import { loadPlatformFigures } from '@/lib/domains/liquidity/platform/figures'
import { loadAdminQueues, queueBreakdown } from '@/lib/flows/admin-queues'
import { breakdownCsv } from '@/lib/web/breakdown-csv'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute<{ queue: string }>({
  role: 'admin',
  run: async (ctx, _request, params) => {
    const queues = await loadAdminQueues(ctx, loadPlatformFigures(ctx))
    const queue = queues.find(({ name }) => name === params.queue)
    if (queue === undefined) throw new NotFoundError('This queue')
    return breakdownCsv('admin', queueBreakdown(queue), ctx.clock.now())
  },
})
