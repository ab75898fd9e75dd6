import { randomUUID } from 'node:crypto'
import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite'

interface Prepared {
  name: string
  paramTypes: readonly number[]
  /** Tells the columns; absent for what returns no rows. */
  rowDescription: readonly Message[]
}

type Message = Awaited<ReturnType<PGlite['execProtocol']>>['messages'][number]

const MAX_PREPARED = 200

/**
 * `query` of an embedded store on statements that stay prepared: a page asks the same questions again
 * and again, and planning one costs more than answering it. Each run crosses into the store once.
 */
export function preparedQuery(raw: PGlite) {
  /** By text, the one used longest ago first. */
  const prepared = new Map<string, Prepared>()

  async function prepare(text: string): Promise<Prepared> {
    const { parse, protocol } = await import('@electric-sql/pglite')
    const { serialize } = protocol
    const name = randomUUID()
    const [oldest] = prepared
    const parts = [serialize.parse({ name, text }), serialize.describe({ type: 'S', name })]
    if (oldest !== undefined && prepared.size >= MAX_PREPARED) {
      prepared.delete(oldest[0])
      parts.unshift(serialize.close({ type: 'S', name: oldest[1].name }))
    }
    const { messages } = await raw.execProtocol(Buffer.concat([...parts, serialize.sync()]))
    return {
      name,
      paramTypes: parse.parseDescribeStatementResults(messages),
      rowDescription: messages.filter((one) => one.name === 'rowDescription'),
    }
  }

  async function run<T>(text: string, params: readonly unknown[], options?: QueryOptions) {
    const { parse, protocol } = await import('@electric-sql/pglite')
    const { bind, execute, sync } = protocol.serialize
    const statement = prepared.get(text) ?? (await prepare(text))
    prepared.delete(text)
    prepared.set(text, statement)
    const { name, paramTypes, rowDescription } = statement
    const values = params.map((value, index) => {
      if (value === null || value === undefined) return null
      const serialize = raw.serializers[paramTypes[index] ?? 0]
      return serialize === undefined ? String(value) : serialize(value)
    })
    const { messages } = await raw.execProtocol(
      Buffer.concat([bind({ statement: name, values }), execute({}), sync()]),
    )
    // Inherited, since the library would copy its hundreds of parsers into each query's own few.
    const parsers: typeof raw.parsers = Object.create(raw.parsers)
    const { parsers: own, ...rest } = options ?? {}
    Object.assign(parsers, own)
    const [result] = parse.parseResults([...rowDescription, ...messages], parsers, rest)
    return result as Results<T>
  }

  return <T>(text: string, params: unknown[] = [], options?: QueryOptions): Promise<Results<T>> =>
    raw._runExclusiveTransaction(() => raw.runExclusive(() => run<T>(text, params, options)))
}
