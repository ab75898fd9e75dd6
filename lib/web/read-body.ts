import { AppError } from '@/lib/core/errors'
import { parseStrictJson } from './strict-json'

export const DEFAULT_BODY_LIMIT = 64 * 1024

/**
 * The body as text, counted while it is read: a false or missing Content-Length changes nothing.
 * @throws AppError 413 `body_too_large`, 400 `body_not_utf8`.
 */
export async function readBody(request: Request, maxBytes = DEFAULT_BODY_LIMIT): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge(maxBytes)
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new AppError(400, 'body_not_utf8', 'The body is not UTF-8 text.')
  }
}

/** The body as JSON. @throws AppError 413, 415 `not_json`, 400 as `parseStrictJson` says. */
export async function readJson(request: Request, maxBytes = DEFAULT_BODY_LIMIT): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new AppError(415, 'not_json', 'Send the body as application/json.')
  }
  return parseStrictJson(await readBody(request, maxBytes))
}

/** The same for a body that may be left out, which counts as {}. */
export async function readOptionalJson(request: Request): Promise<unknown> {
  const isEmpty = request.body === null || request.headers.get('content-length') === '0'
  return isEmpty ? {} : readJson(request)
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(413, 'body_too_large', `The body is larger than ${maxBytes} bytes.`)
}
