import { setTimeout as wait } from 'node:timers/promises'

interface Change {
  seq: number
  entityType: string
  entityId: string
  change: string
}

export interface ReadStream {
  /** Everything that came so far. */
  text: () => string
  changes: () => Change[]
  lastId: () => string | undefined
  isOver: () => boolean
  /** Resolves once what was missed has been told. */
  ready: () => Promise<void>
  leave: () => Promise<void>
}

/** Reads server-sent events in the background. */
export function readStream(response: Response, abort: () => void): ReadStream {
  let text = ''
  let isOver = false
  const decoder = new TextDecoder()
  const reading = (async () => {
    if (response.body === null) return
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true })
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  return {
    text: () => text,
    changes: () =>
      [...text.matchAll(/event: change\ndata: (.+)\n\n/g)].map(
        ([, data = '']) => JSON.parse(data) as Change,
      ),
    lastId: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1],
    isOver: () => isOver,
    async ready() {
      while (!text.includes('event: ready')) {
        if (isOver) throw new Error(`The stream ended:\n${text}`)
        await wait(5)
      }
    },
    async leave() {
      abort()
      await reading
    },
  }
}
