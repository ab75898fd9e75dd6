import { refuseMethod } from '@/lib/web/refuse-method'

export const dynamic = 'force-dynamic'

/** The process lives; the store is not asked. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
