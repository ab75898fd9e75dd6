import ipaddr from 'ipaddr.js'

/**
 * What a limit per address counts: the IPv4 address, or the /64 of an IPv6 address, since one
 * subscriber line commonly owns the whole /64. Text that is no address counts as one bucket.
 */
export function addressKey(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return 'unknown'
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return address.toByteArray().slice(0, 8).join('.')
}
