import { NotFoundError } from '@/lib/core/errors'
import { getTreasuryBreakdown, TREASURY_KPIS } from '@/lib/domains/liquidity/treasury/breakdowns'
import { breakdownCsv } from '@/lib/web/breakdown-csv'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute<{ kpi: string }>({
  role: 'treasury',
  run: async (ctx, _request, params) => {
    const kpi = TREASURY_KPIS.find((name) => name === params.kpi)
    const breakdown = kpi === undefined ? null : await getTreasuryBreakdown(ctx, kpi)
    if (breakdown === null) throw new NotFoundError('This figure')
    return breakdownCsv('treasury', breakdown, ctx.clock.now())
  },
})
