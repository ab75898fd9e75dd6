import pino from 'pino'

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bfrl_[A-Za-z0-9_-]+/g, 'frl_[secret]'],
  [/\bwhsec_[A-Za-z0-9+/=_-]+/g, 'whsec_[secret]'],
  [/\bBearer\s+[A-Za-z0-9._~+/=-]+/gi, 'Bearer [secret]'],
  [/(\bflowrate\.session=)[^;"\\\s]+/g, '$1[secret]'],
  [/("(?:set-)?cookie"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi, '$1"[secret]"'],
  [/(\b(?:set-)?cookie:\s*)[^"\\\r\n]+/gi, '$1[secret]'],
  [/(postgres(?:ql)?:\/\/[^:/@\s"]+:)[^@\s"]+@/g, '$1[secret]@'],
]

/** Removes what looks like a secret from finished text, wherever in a message or error it stands. */
export function scrub(text: string): string {
  return SECRETS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text)
}

/** One JSON line per event on the standard output, secrets removed from the final line. */
export const log = pino(
  { base: null, timestamp: pino.stdTimeFunctions.isoTime },
  { write: (line: string) => void process.stdout.write(scrub(line)) },
)
