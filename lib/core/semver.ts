interface ParsedVersion {
  segments: number[]
  releaseCandidate: number
}

function parse(version: string): ParsedVersion {
  const [, numbers = '', rest = ''] = /^v?(\d+(?:\.\d+)*)(.*)$/i.exec(version.trim()) ?? []
  const candidate = /rc\.?(\d+)/i.exec(rest)
  return {
    segments: numbers === '' ? [] : numbers.split('.').map(Number),
    releaseCandidate: candidate ? Number(candidate[1]) : Number.POSITIVE_INFINITY,
  }
}

/**
 * Compares node versions segment by segment as numbers ("v0.9.2" < "v0.17.0", "v25.02" = "v25.2").
 * A leading "v" and build words such as "-beta" are ignored; a release candidate precedes its release.
 * @returns negative, zero or positive as for Array.sort.
 */
export function compareVersions(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  const length = Math.max(left.segments.length, right.segments.length)
  for (let index = 0; index < length; index += 1) {
    const difference = (left.segments[index] ?? 0) - (right.segments[index] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  if (left.releaseCandidate === right.releaseCandidate) return 0
  return left.releaseCandidate < right.releaseCandidate ? -1 : 1
}
