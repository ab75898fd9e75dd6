import { problemResponse } from './problem'
import { requestInfo } from './request-info'

/**
 * Handler of OPTIONS, which names the methods that a JSON route has, and of those that it doesn't have. By
 * itself Next sends 405 without a body, and names each handler, those that refuse as well.
 */
export function refuseMethod(allow: string): (request: Request) => Response {
  return (request) => {
    if (request.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: { allow: `${allow}, OPTIONS` } })
    }
    return problemResponse({
      status: 405,
      code: 'method_not_allowed',
      detail: `This address answers ${allow} only.`,
      requestId: requestInfo(request.headers).requestId,
      headers: { allow: `${allow}, OPTIONS` },
    })
  }
}
