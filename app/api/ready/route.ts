import { readiness } from '@/lib/web/readiness'
import { refuseMethod } from '@/lib/web/refuse-method'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const checks = await readiness()
  const isReady = Object.values(checks).every((check) => check === 'ok')
  return Response.json(
    { status: isReady ? 'ready' : 'not ready', checks },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
