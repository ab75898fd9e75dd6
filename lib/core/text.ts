/** Order by code unit, the same on every machine and in a "C" collated database. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
