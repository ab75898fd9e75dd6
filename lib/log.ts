import { format } from 'node:util'
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

/**
 * Takes the values out of the queries that failed on the way to an error: a value may be whatever a person
 * typed, or a session's token, and looks like neither.
 */
function withoutValues<Thrown>(thrown: Thrown): Thrown {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if (!('params' in error)) continue
    const told = `\nparams: ${String(error.params)}`
    error.message = error.message.replace(told, '')
    error.stack = error.stack?.replace(told, '') ?? ''
    delete error.params
  }
  return thrown
}

/** For what others write there, such as Next about a page that failed, unless `keeps` takes it. */
export function scrubConsole(keeps: (said: readonly unknown[]) => boolean = () => false): void {
  for (const level of ['error', 'warn'] as const) {
    const write = console[level].bind(console)
    console[level] = (...said: unknown[]) => {
      if (!keeps(said)) write(scrub(format(...said.map(withoutValues))))
    }
  }
}

/** One JSON line per event on the standard output, secrets removed from the final line. */
export const log = pino(
  {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: Error) => pino.stdSerializers.err(withoutValues(error)) },
  },
  { write: (line: string) => void process.stdout.write(scrub(line)) },
)
