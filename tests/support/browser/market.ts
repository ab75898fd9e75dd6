import { ask } from './http'
import type { PersonaName } from './personas'

export interface Wish {
  sizeSats: number
  termDays: number
  priceMinPpm: number
  priceMaxPpm: number
}

/** A request that several pools of the demo world can serve; made by the JSON route. */
export async function makeTicket(
  site: string,
  wish: Partial<Wish> = {},
  as: PersonaName = 'subscriber',
): Promise<string> {
  const body = {
    sizeSats: 50_000_000,
    termDays: 90,
    priceMinPpm: 0,
    priceMaxPpm: 20_000,
    ...wish,
  }
  const answer = await ask(site, {
    path: '/api/v1/tickets',
    as,
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify(body),
  })
  if (answer.status !== 201) throw new Error(`No request was made: ${answer.body}`)
  return String((JSON.parse(answer.body) as { id: unknown }).id)
}
