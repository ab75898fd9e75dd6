import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { NAVIGATION } from '@/components/shell/navigation'
import { freePort } from '@/scripts/lib/free-port'
import { type RunningServer, startServer } from '@/scripts/lib/server'
import { rawRequest, sendRaw } from '@/tests/support/raw-request'
import { hiddenFields, multipart } from '@/tests/support/sign-in-form'
import { useFolders } from '@/tests/support/start'

const EMAIL = 'first@admin.example'
const PASSWORD = 'four plain words here'

const folder = useFolders()
let running: RunningServer | undefined

afterEach(async () => {
  await running?.stop('SIGKILL')
  running = undefined
})

function createAdmin(env: Readonly<Record<string, string>>, ...args: string[]) {
  const command = ['run', '--silent', 'admin:create', '--', ...args]
  const { status, stdout, stderr } = spawnSync('npm', command, {
    env: { ...process.env, DATABASE_URL: '', FLOWRATE_DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { status, said: `${stdout}${stderr}` }
}

type Sent = Readonly<Record<string, string>>

function ask({ base }: RunningServer, method: string, path: string, headers: Sent = {}, body = '') {
  const { host, port } = new URL(base)
  return sendRaw(Number(port), rawRequest(method, path, { host, ...headers }, body))
}

describe('npm run admin:create', () => {
  it('says what is wrong with what it is told, in one line', () => {
    const env = { FLOWRATE_DATA_DIR: 'memory://' }
    for (const args of [[], ['--email', 'nobody'], ['--password', 'x'], ['--email', '']]) {
      const { status, said } = createAdmin(env, ...args)
      expect(status, args.join(' ')).toBe(1)
      expect(said.trim().split('\n'), args.join(' ')).toHaveLength(1)
    }
  })

  // The production build is made before these tests by `npm test`.
  it.runIf(existsSync('.next/BUILD_ID'))(
    'makes the first admin of an empty store, who chooses a password by a link and signs in',
    async () => {
      const port = await freePort()
      const dataDir = folder()
      const start = async (demo: '0' | '1' = '0') => {
        running = await startServer({ port, dataDir, env: { FLOWRATE_DEMO: demo } })
        return running
      }
      const empty = await start()
      const before = await ask(empty, 'GET', '/sign-in')
      expect(before.body).toContain('npm run admin:create -- --email you@example.org')
      const env = { PORT: String(port), FLOWRATE_DATA_DIR: dataDir }
      expect(createAdmin(env, '--email', EMAIL).said).toMatch(/is in use by process/)
      await empty.stop()

      const { status, said } = createAdmin(env, '--email', EMAIL)
      expect([status, said]).toEqual([0, expect.stringContaining('within 60 minutes, once')])
      const [, path = ''] =
        /http:\/\/127\.0\.0\.1:\d+(\/set-password\?token=[\w-]{43})/.exec(said) ?? []

      const server = await start()
      expect((await ask(server, 'GET', '/sign-in')).body).not.toContain('admin:create')
      const page = await ask(server, 'GET', path)
      expect(page.body).toContain(EMAIL)
      const send = (password: string, again = password) => {
        const fields = hiddenFields(page.body, 'passwordAgain')
        const { type, body } = multipart({ ...fields, password, passwordAgain: again })
        const headers = { origin: server.base, 'content-type': type }
        return ask(server, 'POST', path, headers, body)
      }
      expect((await send('too short')).body).toContain('at least 12 characters')
      expect((await send(PASSWORD, `${PASSWORD}!`)).body).toContain('not the same as above')
      const set = await send(PASSWORD)
      expect([set.status, set.headers.location]).toEqual([303, '/sign-in?notice=password-set'])
      expect((await ask(server, 'GET', path)).body).toContain('does not work any more')
      expect((await send('another password')).body).toContain('does not work any more')

      const json = { 'content-type': 'application/json' }
      const login = JSON.stringify({ email: EMAIL, password: PASSWORD })
      const signedIn = await ask(server, 'POST', '/api/auth/sign-in/email', json, login)
      expect(signedIn.status).toBe(200)
      expect(JSON.parse(signedIn.body)).toMatchObject({ role: 'admin', redirectTo: '/admin' })
      const cookie = signedIn.cookies.join('; ')
      for (const { href } of NAVIGATION.filter(({ area }) => area === 'admin' || area === 'any')) {
        expect.soft((await ask(server, 'GET', href, { cookie })).status, href).toBe(200)
      }
      for (const list of ['leases', 'channels', 'pools', 'tickets']) {
        const answer = await ask(server, 'GET', `/api/v1/${list}`, { cookie })
        expect.soft(answer.status, list).toBe(200)
      }
      expect((await ask(server, 'GET', '/api/ready')).status).toBe(200)
      expect(server.output()).not.toContain(path.split('=')[1])

      await server.stop()
      const forgetful = await start('1')
      expect((await ask(forgetful, 'GET', '/sign-in')).body).not.toContain('Look around')
      expect(forgetful.output()).toContain('the demo world stays out of it')
      expect((await ask(forgetful, 'POST', '/api/auth/sign-in/email', json, login)).status).toBe(
        200,
      )
    },
  )
})
