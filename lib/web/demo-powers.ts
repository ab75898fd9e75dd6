import 'server-only'
import { headers } from 'next/headers'
import { env } from '@/lib/env'
import { requestInfo } from './request-info'

export interface DemoPowers {
  /** The sign-in page offers the people of the demo world, and their password works. */
  personas: boolean
  /** Admins may move the product clock and cause faults. */
  steering: boolean
}

/**
 * What this request may do of a demo. Its powers are for this very machine: the server is bound to it, its
 * public address is of it, and so is the peer, without a proxy between. Set by hand, a demo offers its
 * people to everybody, and nothing else.
 */
export async function demoPowers(): Promise<DemoPowers> {
  const { isLocal } = requestInfo(await headers())
  const { personas, demoPowers: isOffered } = env()
  return {
    personas: personas === 'everybody' || (personas === 'local' && isLocal),
    steering: isOffered && isLocal,
  }
}
