import { proveInput } from '@/lib/platform/session/prove'
import { parseInput } from '@/lib/web/parse-input'
import { proveViewer } from '@/lib/web/proof'
import { readJson } from '@/lib/web/read-body'
import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'

/** Counts attempts for good, so it is no command that could be rolled back or replayed. */
export const POST = defineRoute({
  viewers: 'allowed',
  run: async (ctx, request) => {
    await proveViewer(ctx, parseInput(proveInput, await readJson(request)))
    return new Response(null, { status: 204 })
  },
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
