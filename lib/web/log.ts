import 'server-only'
import pino from 'pino'

const SECRETS = /(frl_|whsec_)[A-Za-z0-9+/=_-]{6,}|Bearer\s+\S+|postgres(?:ql)?:\/\/[^\s"]+/g

/** Errors and refusals as lines of JSON, without anything that looks like a key. */
export const log = pino(
  { base: null, serializers: { err: pino.stdSerializers.err } },
  { write: (line: string) => process.stdout.write(line.replaceAll(SECRETS, '[secret]')) },
)
