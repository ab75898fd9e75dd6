import 'server-only'
import { createHash } from 'node:crypto'
import { headers } from 'next/headers'
import { forbidden, redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { plainText } from '@/lib/core/fact-text'
import { type Reader, viewerText } from '@/lib/core/viewer-text'
import { OutcomeUnknownError } from '@/lib/db/availability'
import { told } from '@/lib/db/trouble'
import { log } from '@/lib/log'
import { assertCanWrite } from '@/lib/platform/actor'
import { KEY_REUSED, type OnceKey, runOnce } from '@/lib/platform/idempotency/run-once'
import { proveInput } from '@/lib/platform/session/prove'
import { recordDenied } from '@/lib/platform/session/record-denied'
import type { Role } from '@/types'
import type { ActionState } from './action-state'
import { isOurFault, problemOf } from './error-map'
import { formValues, shownValues } from './form-values'
import { limitWrites } from './limit-writes'
import { signInPath } from './next-path'
import { isOwnOrigin } from './origin'
import { parseInput } from './parse-input'
import { proveViewer } from './proof'
import { acceptableRequestId, requestInfo } from './request-info'
import { actingAs, readViewer, type ViewerCtx } from './viewer'

interface CallOptions<Schema extends z.ZodType, Data> {
  /** A strict object schema over the form's fields. */
  input: Schema
  /** Area that the action belongs to; absent for what every role may do. */
  role?: Role
  /** "allowed" for what concerns the person alone; else viewers are refused. */
  viewers?: 'allowed' | 'refused'
  run: (ctx: ViewerCtx, input: z.output<Schema>) => Promise<ActionResult<Data>>
}

interface ActionOptions<Schema extends z.ZodType, Data>
  extends Omit<CallOptions<Schema, Data>, 'run'> {
  /** Tells its requests from those of other actions under one idempotency key: "ticket.reject". */
  name: string
  /** "fresh" for what binds: its form may bring the password along when the command asks for it. */
  proof?: 'fresh'
  /** "command" where the command keeps the key itself: it can't run inside of one transaction. */
  once?: 'command'
  run: (
    ctx: ViewerCtx,
    input: z.output<Schema>,
    once: OnceKey | null,
  ) => Promise<ActionResult<Data>>
}

export interface ActionResult<Data> {
  data: Data
  message?: string
}

/**
 * A form action for `useActionState`: origin check, actor, strict parse, command; coded errors come
 * back as state, redirects pass through, everything else is logged and answered by a bare 500. A form
 * that sends an `idempotencyKey` acts once per key; its command must not redirect.
 */
export function defineAction<Schema extends z.ZodType, Data>(
  options: ActionOptions<Schema, Data>,
): (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>> {
  return async function action(_state, form) {
    const admission = await settle({}, async () => ({ data: await admitAction(options) }))
    if (admission.status === 'error') {
      // Nothing typed is lost with it; the form is read only once the caller is.
      return { ...admission, values: form instanceof FormData ? shownValues(formValues(form)) : {} }
    }
    if (admission.status !== 'ok') return admission
    const ctx = admission.data
    const values = formValues(form)
    const body = async () => {
      const { idempotencyKey, ...sent } = values
      const fields = options.proof === 'fresh' ? await takeProof(ctx, sent) : sent
      const input = parseInput(options.input, fields)
      const act = async () => {
        if (!isKey(idempotencyKey)) return options.run(ctx, input, null)
        const once = { key: idempotencyKey, requestHash: hashOf(options.name, fields) }
        if (options.once === 'command') return options.run(ctx, input, once)
        const { body } = await runOnce(ctx, once, async (tx) => ({
          status: 200,
          body: await options.run(tx, input, null),
        }))
        return body as ActionResult<Data>
      }
      // What concerns the person alone is no business of anybody else.
      return options.viewers === 'allowed' ? act() : limitWrites(ctx, act)
    }
    return settle(values, body, ctx.display)
  }
}

/** Proves by the form's `proofPassword` first, so that it is right for good; the rest goes on without it. */
async function takeProof(
  ctx: ViewerCtx,
  { proofPassword, ...fields }: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  if (proofPassword === undefined) return fields
  try {
    await proveViewer(ctx, parseInput(proveInput, { password: proofPassword }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const proof = error.fieldErrors.password ?? error.message
    throw new AppError(error.status, error.code, error.message, { proofPassword: proof })
  }
  return fields
}

/** SHA-256 over the action's name and the form's fields. */
function hashOf(name: string, fields: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(`${name} ${JSON.stringify(fields)}`)
    .digest('hex')
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{8,100}$/.test(value)
}

/** The same for an action that is called with one plain value instead of a form. */
export function defineCall<Schema extends z.ZodType, Data>(
  options: CallOptions<Schema, Data>,
): (input: unknown) => Promise<ActionState<Data>> {
  return async function call(input) {
    const admission = await settle({}, async () => ({ data: await admitAction(options) }))
    if (admission.status !== 'ok') return admission
    const ctx = admission.data
    return settle({}, () => options.run(ctx, parseInput(options.input, input)), ctx.display)
  }
}

/** The actor of an action, or an end: 403 for foreign origins and other roles, else sign-in. */
async function admitAction({
  role,
  viewers = 'refused',
}: Pick<CallOptions<z.ZodType, unknown>, 'role' | 'viewers'>): Promise<ViewerCtx> {
  if (!(await isOwnOrigin())) forbidden()
  const viewer = await readViewer()
  const { path } = requestInfo(await headers())
  if (viewer === null) redirect(signInPath(path))
  const ctx = role === undefined ? viewer : actingAs(viewer, role)
  if (ctx === null) {
    await recordDenied(viewer, path ?? 'unknown')
    forbidden()
  }
  if (viewers === 'refused') assertCanWrite(ctx.actor)
  return ctx
}

const MAY_BE_DONE =
  'The store went away while this was being saved: it may or may not have been carried out.'
const KEY_TELLS = 'Send it again from this form; what was done is not done twice.'
const LOOK_FIRST = 'Look whether it was before you send it again.'
const DONE_BEFORE =
  'What this form sent before was carried out, and this is something else. Look at it before you send more.'

/** What a form says of its attempt, where an API caller is told of its key. */
function wordsOfAttempt(
  error: unknown,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  if (error instanceof OutcomeUnknownError) {
    return `${MAY_BE_DONE} ${isKey(values.idempotencyKey) ? KEY_TELLS : LOOK_FIRST}`
  }
  return error instanceof AppError && error.code === KEY_REUSED ? DONE_BEFORE : undefined
}

/**
 * Runs the body of an action and turns whatever it throws into state, its amounts in the reader's unit;
 * in BTC before it is known who reads.
 */
export async function settle<Data>(
  values: Readonly<Record<string, unknown>>,
  body: () => Promise<ActionResult<Data>>,
  reader?: Reader,
): Promise<ActionState<Data>> {
  try {
    return { status: 'ok', ...(await body()) }
  } catch (error) {
    unstable_rethrow(error)
    const requestId = acceptableRequestId((await headers()).get('x-request-id'))
    if (isOurFault(error)) log.error({ ...told(error), requestId }, 'action failed')
    const write = (text: string) => (reader ? viewerText(text, reader) : plainText(text))
    const problem = problemOf(error, requestId, write)
    problem.detail = wordsOfAttempt(error, values) ?? problem.detail
    return {
      status: 'error',
      code: problem.code,
      message: isOurFault(error) ? `${problem.detail} Request ${requestId}.` : problem.detail,
      fieldErrors: problem.fieldErrors ?? {},
      ...(problem.fresh === undefined ? {} : { fresh: problem.fresh }),
      values: shownValues(values),
    }
  }
}
