import { NotFoundError } from '@/lib/core/errors'
import {
  getSubscriberBreakdown,
  SUBSCRIBER_KPIS,
} from '@/lib/domains/liquidity/subscriber/breakdowns'
import { breakdownCsv } from '@/lib/web/breakdown-csv'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute<{ kpi: string }>({
  role: 'subscriber',
  run: async (ctx, _request, params) => {
    const kpi = SUBSCRIBER_KPIS.find((name) => name === params.kpi)
    const breakdown = kpi === undefined ? null : await getSubscriberBreakdown(ctx, kpi)
    if (breakdown === null) throw new NotFoundError('This figure')
    return breakdownCsv('subscriber', breakdown, ctx.clock.now())
  },
})
