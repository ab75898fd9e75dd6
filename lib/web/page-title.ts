const CAPITALS = new Set(['apy', 'sla', 'kyc'])

/** "net-apy" → "Net APY": the name of a figure or queue in an address as a page's title. */
export function titleOf(names: readonly string[], wanted: string): string {
  if (!names.includes(wanted)) return 'Not found'
  const words = wanted.split('-').map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word))
  const text = words.join(' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
