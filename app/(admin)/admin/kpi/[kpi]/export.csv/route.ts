import { NotFoundError } from '@/lib/core/errors'
import { ADMIN_KPIS, getAdminBreakdown } from '@/lib/domains/liquidity/platform/breakdowns'
import { breakdownCsv } from '@/lib/web/breakdown-csv'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute<{ kpi: string }>({
  role: 'admin',
  run: async (ctx, _request, params) => {
    const kpi = ADMIN_KPIS.find((name) => name === params.kpi)
    const breakdown = kpi === undefined ? null : await getAdminBreakdown(ctx, kpi)
    if (breakdown === null) throw new NotFoundError('This figure')
    return breakdownCsv('admin', breakdown, ctx.clock.now())
  },
})
