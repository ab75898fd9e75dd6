import 'server-only'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { type OnceAnswer, type OnceKey, runOnce } from '@/lib/platform/idempotency/run-once'
import type { Role } from '@/types'
import { limitWrites } from './limit-writes'
import { parseInput } from './parse-input'
import { readOptionalJson } from './read-body'
import { defineRoute } from './route'
import type { ViewerCtx } from './viewer'

const KEY_HEADER = 'idempotency-key'
const REPLAY_HEADER = 'idempotent-replayed'

interface CommandRouteOptions<Schema extends z.ZodType, Params> {
  role?: Role
  /** A strict object schema over the body; an empty body counts as {}. */
  input: Schema
  /** 201 for what makes something. */
  status?: 200 | 201
  run: (ctx: ViewerCtx, input: z.output<Schema>, params: Params) => Promise<unknown>
}

/**
 * A command as a JSON route: own origin, actor, strict parse, and once per `Idempotency-Key` when the
 * caller sends one. What the command returns is the body.
 */
export function defineCommandRoute<Schema extends z.ZodType, Params = Record<string, never>>({
  role,
  input: schema,
  status = 200,
  run,
}: CommandRouteOptions<Schema, Params>) {
  return defineRoute<Params>({
    ...(role === undefined ? {} : { role }),
    run: async (ctx, request, params) => {
      const body = await readOptionalJson(request)
      const input = parseInput(schema, body)
      const once = onceKeyOf(request, body)
      return limitWrites(ctx, async () => {
        if (once === null) return Response.json(await run(ctx, input, params), { status })
        const answer = await runOnce(ctx, once, async (tx) => ({
          status,
          body: await run(tx, input, params),
        }))
        return answerOnce(answer)
      })
    },
  })
}

/**
 * What a request may be carried out under once, null when it brings no key.
 * @throws AppError 400 `bad_idempotency_key`.
 */
export function onceKeyOf(request: Request, body: unknown): OnceKey | null {
  const key = idempotencyKey(request.headers)
  return key === null ? null : { key, requestHash: hashOf(request, body) }
}

/** The answer to a request with a key, marked when it was given before. */
export function answerOnce({ status, body, isReplay }: OnceAnswer & { isReplay: boolean }) {
  return Response.json(body, { status, headers: isReplay ? { [REPLAY_HEADER]: 'true' } : {} })
}

function idempotencyKey(headers: Headers): string | null {
  const key = headers.get(KEY_HEADER)
  if (key === null) return null
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError(
    400,
    'bad_idempotency_key',
    'An Idempotency-Key has 1 to 255 visible characters.',
  )
}

/** SHA-256 over method, path and the body's canonical JSON. */
function hashOf(request: Request, body: unknown): string {
  const { pathname } = new URL(request.url)
  return createHash('sha256')
    .update(`${request.method} ${pathname} ${canonical(body)}`)
    .digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
