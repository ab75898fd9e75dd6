import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

type Handler = (request: Request, context: { params: Promise<unknown> }) => unknown

const METHODS = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT']
/** Which address it is decides; the started server is asked. */
const BY_ADDRESS = ['auth/[...all]/route.ts', 'demo/clock/route.ts', '[...rest]/route.ts']

const files = readdirSync('app/api', { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file.endsWith('route.ts') && !BY_ADDRESS.includes(file))

it.each(files)(
  'OPTIONS of /api/%s names the methods that it has, and 405 the same',
  async (file) => {
    const route = (await import(`@/app/api/${file}`)) as Record<string, Handler | undefined>
    const refuse = route.OPTIONS
    if (refuse === undefined) throw new Error(`${file} exports no OPTIONS`)
    const own = METHODS.filter((method) => {
      const handler = route[method] ?? (method === 'HEAD' ? route.GET : undefined)
      return handler !== undefined && handler !== refuse
    })
    for (const method of ['OPTIONS', ...METHODS.filter((each) => !own.includes(each))]) {
      const request = new Request('http://own.invalid/', { method })
      const answer = (await refuse(request, { params: Promise.resolve({}) })) as Response
      const allowed = answer.headers.get('allow')?.split(', ').sort()
      expect(allowed, method).toEqual([...own, 'OPTIONS'].sort())
      expect(answer.status).toBe(method === 'OPTIONS' ? 204 : 405)
    }
  },
)
