import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '@/lib/log'
import { REQUEST_ID_HEADER } from '@/lib/web/request-info'
import type { RequestScope } from '@/lib/web/request-scope'
import { isBelowApi, MAX_FORM_BYTES, type RequestHead } from './refuse-request'

const PAGE_ALLOWS = 'GET, HEAD, POST, OPTIONS'
/** A form of an unknown action; Next says so itself, with a stack. */
const TOLD_BY_NEXT = [400, 409]
/** A file as it lies there; these two are made by handlers. */
const FILE = /\.(?!csv$|pdf$)\w+$/

/**
 * Corrects what Next says about requests that it can't serve: a body or a header of its protocol that is
 * none is the request's fault (400, 413), not a 500; a method or range that a file doesn't have is 405
 * or 416; OPTIONS of a page names its methods.
 */
export function settleStatus(
  request: IncomingMessage,
  response: ServerResponse,
  scope: RequestScope,
): void {
  const size = countBytes(request)
  const settle = () => {
    const status = rightStatus(request, response, scope, size())
    const isCorrected = status !== response.statusCode
    response.statusCode = status
    if (isCorrected && status === 204) response.setHeader('allow', PAGE_ALLOWS)
    if (!isCorrected && (scope.isReadable || !TOLD_BY_NEXT.includes(status))) return
    const requestId = response.getHeader(REQUEST_ID_HEADER)
    const { reason } = scope
    log.warn({ requestId, method: request.method, status, reason }, 'request refused')
  }
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
  response.writeHead = (...given: unknown[]) => {
    const [status, ...rest] = given
    response.statusCode = Number(status)
    settle()
    return writeHead(response.statusCode, ...rest)
  }
}

function rightStatus(
  { method, url, headers }: IncomingMessage,
  response: ServerResponse,
  { isReadable }: RequestScope,
  size: number,
): number {
  const { statusCode: status } = response
  if (isBelowApi(url)) return status
  if (method === 'OPTIONS' && status === 400) return 204
  if (status !== 500) return status
  if (response.hasHeader('allow')) return 405
  if (headers.range !== undefined && FILE.test(pathOf(url))) return 416
  if (isReadable) return status
  return size > MAX_FORM_BYTES ? 413 : 400
}

/** Whether a request brings something that Next reads before any page or action has it. */
export function speaksProtocol({ method, url, headers }: RequestHead): boolean {
  if (isBelowApi(url)) return false
  if (method === 'POST') return true
  return Object.keys(headers).some((name) => name === 'rsc' || name.startsWith('next-'))
}

function pathOf(url = ''): string {
  return url.split('?')[0] ?? ''
}

/** How much of the body has been read; a declared size may be missing. */
function countBytes(request: IncomingMessage): () => number {
  let size = 0
  const push = request.push.bind(request)
  request.push = (chunk, encoding) => {
    size += chunk?.length ?? 0
    return push(chunk, encoding)
  }
  return () => size
}
