import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { isLoopbackName } from '@/lib/env'
import { LOCAL_HEADER } from './request-info'

/** What a proxy says about whom it brings. */
const FORWARDING = /^(?:x-forwarded-\w+|forwarded|x-real-ip|via)$/
/** Nobody else knows it: Next asks this server for pages itself, with the headers of whom it works for. */
const LOCAL_MARK = randomUUID()

/** Says whether an address belongs to one of the CIDRs. */
export function addressMatcher(cidrs: readonly string[]): (address: string) => boolean {
  const ranges = cidrs.map((cidr) => ipaddr.parseCIDR(cidr))
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some(([network, bits]) => {
      if (parsed.kind() !== network.kind()) return false
      return parsed.match([network, bits] as Parameters<typeof parsed.match>[0])
    })
  }
}

export interface ForwardingRules {
  /** Whether an address is of a proxy that is believed. */
  isTrusted: (address: string) => boolean
  /** Origins that count as this site. */
  origins: readonly string[]
}

/**
 * Overwrites the forwarding headers of a request with what is known: the peer and the Host header,
 * or, when the peer is a trusted proxy, what that proxy says. One address is left, the client's. A proxy
 * that is not known may have written its own name into Host, so an own Origin says better where the
 * request was sent; Next compares the two. What comes from this machine itself is marked.
 */
export function settleForwarding(
  request: IncomingMessage,
  { isTrusted, origins }: ForwardingRules,
): void {
  const { headers } = request
  const peer = plainAddress(request.socket.remoteAddress ?? '')
  markLocal(headers, peer)
  const isProxied = isTrusted(peer)
  headers['x-forwarded-for'] = isProxied
    ? clientAddress(peer, listOf(headers['x-forwarded-for']), isTrusted)
    : peer
  const origin = origins.find((own) => own === headers.origin)
  const host = isProxied ? listOf(headers['x-forwarded-host']).at(-1) : undefined
  headers['x-forwarded-host'] = origin ? new URL(origin).host : (host ?? headers.host ?? '')
  // Next asks itself for pages by it, and this server speaks nothing else; APP_URL says what is public.
  headers['x-forwarded-proto'] = 'http'
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server']) {
    delete headers[name]
  }
}

function markLocal(headers: IncomingMessage['headers'], peer: string): void {
  if (headers[LOCAL_HEADER] === LOCAL_MARK) return
  delete headers[LOCAL_HEADER]
  const isForwarded = Object.keys(headers).some((name) => FORWARDING.test(name))
  if (isLoopbackName(peer) && !isForwarded) headers[LOCAL_HEADER] = LOCAL_MARK
}

/** The nearest address of the chain that is not one of our own proxies. */
function clientAddress(
  peer: string,
  chain: readonly string[],
  isTrusted: (address: string) => boolean,
): string {
  let nearest = peer
  for (const entry of [...chain].reverse()) {
    if (!ipaddr.isValid(entry)) return nearest
    nearest = plainAddress(entry)
    if (!isTrusted(nearest)) return nearest
  }
  return nearest
}

function listOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '')
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** "::ffff:10.0.0.1" → "10.0.0.1". */
function plainAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}
