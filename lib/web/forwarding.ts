import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

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

/**
 * Overwrites the forwarding headers of a request with what is known: the peer and the Host header,
 * or, when the peer is a trusted proxy, what that proxy says. One address is left, the client's.
 */
export function settleForwarding(
  request: IncomingMessage,
  isTrusted: (address: string) => boolean,
): void {
  const { headers } = request
  const peer = plainAddress(request.socket.remoteAddress ?? '')
  const isProxied = isTrusted(peer)
  headers['x-forwarded-for'] = isProxied
    ? clientAddress(peer, listOf(headers['x-forwarded-for']), isTrusted)
    : peer
  const host = isProxied ? listOf(headers['x-forwarded-host']).at(-1) : undefined
  const protocol = isProxied ? listOf(headers['x-forwarded-proto']).at(-1) : undefined
  headers['x-forwarded-proto'] = protocol === 'https' ? 'https' : 'http'
  headers['x-forwarded-host'] = host ?? headers.host ?? ''
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server']) {
    delete headers[name]
  }
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
