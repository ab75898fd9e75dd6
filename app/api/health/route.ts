export const dynamic = 'force-dynamic'

/** The process lives; the store is not asked. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
