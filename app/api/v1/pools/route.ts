import { listPoolViews } from '@/lib/flows/market/queries'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute({
  role: 'admin',
  run: async (ctx) => Response.json({ pools: await listPoolViews(ctx) }),
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
