import net, { type Socket } from 'node:net'

/** A port in front of a database that can fall silent, as a network that drops everything does. */
export interface SilentProxy {
  port: number
  /** Takes whatever comes, new connections too, and passes nothing on. */
  swallow: () => void
  /**
   * Falls silent at the commit of the next transaction that says `text`: before it arrives, or when it
   * has, so that only its answer is lost.
   */
  swallowCommitOf: (text: string, when: 'before' | 'after') => void
  /** Serves new connections again; those that were open are gone. */
  open: () => void
  close: () => void
}

interface Trap {
  text: string
  when: 'before' | 'after'
}

export async function silentProxy(target: { host: string; port: number }): Promise<SilentProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let isSilent = false
  let trap: Trap | null = null

  const server = net.createServer((client) => {
    const database = net.connect(target)
    const pair = [client, database] as const
    let isMarked = false
    pairs.add(pair)
    for (const [one, other] of [pair, [database, client]] as const) {
      one.on('error', () => undefined)
      one.on('close', () => {
        if (isSilent) return
        pairs.delete(pair)
        other.destroy()
      })
    }
    client.on('data', (chunk) => {
      if (isSilent) return
      const said = chunk.toString('latin1')
      isMarked ||= trap !== null && said.includes(trap.text)
      if (trap === null || !isMarked || !said.includes('commit\0')) {
        database.write(chunk)
        return
      }
      if (trap.when === 'after') database.write(chunk)
      trap = null
      isSilent = true
    })
    database.on('data', (chunk) => {
      if (!isSilent) client.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const hangUp = () => {
    for (const sockets of pairs) for (const socket of sockets) socket.destroy()
    pairs.clear()
  }
  return {
    port: (server.address() as net.AddressInfo).port,
    swallow: () => {
      isSilent = true
    },
    swallowCommitOf: (text, when) => {
      trap = { text, when }
    },
    open: () => {
      if (isSilent) hangUp()
      isSilent = false
    },
    close: () => {
      hangUp()
      server.close()
    },
  }
}
