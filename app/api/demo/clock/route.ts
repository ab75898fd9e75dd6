import { NotFoundError } from '@/lib/core/errors'
import { moveClockInput } from '@/lib/platform/demo/inputs'
import { moveClock } from '@/lib/platform/demo/move-clock'
import { answerOnce, onceKeyOf } from '@/lib/web/command-route'
import { demoPowers } from '@/lib/web/demo-powers'
import { parseInput } from '@/lib/web/parse-input'
import { readJson } from '@/lib/web/read-body'
import { refuseMethod } from '@/lib/web/refuse-method'
import { answer, defineRoute } from '@/lib/web/route'

const MAX_BYTES = 1024

const move = defineRoute({
  role: 'admin',
  run: async (ctx, request) => {
    const body = await readJson(request, MAX_BYTES)
    const input = parseInput(moveClockInput, body)
    const { isReplay, ...moved } = await moveClock(ctx, input, onceKeyOf(request, body))
    const response = answerOnce({ status: 200, body: moved, isReplay })
    response.headers.set('cache-control', 'no-store')
    return response
  },
})

/** Moves the product clock of a demo that only this machine can reach; elsewhere nothing is here. */
export async function POST(
  request: Request,
  context: { params: Promise<Record<string, never>> },
): Promise<Response> {
  return answer(request, async () => {
    await assertOffered()
    return move(request, context)
  })
}

async function refuse(request: Request): Promise<Response> {
  return answer(request, async () => {
    await assertOffered()
    return refuseMethod('POST')(request)
  })
}

async function assertOffered(): Promise<void> {
  if (!(await demoPowers()).steering) throw new NotFoundError('This address')
}

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
