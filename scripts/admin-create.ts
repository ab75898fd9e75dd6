/** Makes an admin: `npm run admin:create -- --email you@example.org [--name "Your name"] [--link]`. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { AppError } from '@/lib/core/errors'
import { type Env, StartError } from '@/lib/env'
import { adminInput, createAdmin } from '@/lib/platform/organisation/create-admin'
import {
  issuePasswordLink,
  LINK_MINUTES,
  newPassword,
  setPassword,
} from '@/lib/platform/session/set-password'
import { scriptCtx } from './server/script-ctx'
import { withStore } from './server/with-store'

const USAGE = 'npm run admin:create -- --email you@example.org [--name "Your name"] [--link]'

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        link: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)} ${USAGE}`)
  }
}

function inputFrom(given: { email?: string; name?: string }) {
  if (given.email === undefined) throw new StartError(`Say who it is: ${USAGE}`)
  const parsed = adminInput.safeParse(given)
  if (parsed.success) return parsed.data
  throw new StartError(parsed.error.issues[0]?.message ?? USAGE)
}

/** Asks twice, showing nothing of what is typed. */
async function askForPassword(): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  const ask = async (question: string) => {
    process.stdout.write(question)
    const answer = await lines.question('')
    process.stdout.write('\n')
    return answer
  }
  try {
    const parsed = newPassword.safeParse(await ask('Password (at least 12 characters): '))
    if (!parsed.success) throw new StartError(parsed.error.issues[0]?.message ?? 'No password.')
    if ((await ask('The same again: ')) !== parsed.data) {
      throw new StartError('The two are not the same. Nothing was changed.')
    }
    return parsed.data
  } finally {
    lines.close()
  }
}

function linkOf({ appUrl }: Env, token: string): string {
  return `${appUrl}/set-password?token=${token}`
}

async function main(): Promise<void> {
  const { link, ...given } = readArguments()
  const input = inputFrom(given)
  const password = link || !process.stdin.isTTY ? null : await askForPassword()
  await withStore(async ({ db, env }) => {
    const ctx = await scriptCtx(db, env, 'admin:create')
    const { userId } = await createAdmin(ctx, input)
    if (password !== null) {
      await setPassword(ctx, { userId, password })
      console.log(`${input.email} is an admin now and can sign in on ${env.appUrl}/sign-in.`)
      return
    }
    const token = await issuePasswordLink(ctx, userId)
    console.log(
      `${input.email} is an admin and chooses a password here, within ${LINK_MINUTES} minutes, once:`,
    )
    console.log(linkOf(env, token))
  })
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartError || error instanceof AppError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
