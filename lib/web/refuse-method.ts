import { problemResponse } from './problem'
import { requestInfo } from './request-info'

/** Handler of the methods that a JSON route does not answer; by itself Next sends 405 without a body. */
export function refuseMethod(allow: string): (request: Request) => Response {
  return (request) =>
    problemResponse({
      status: 405,
      code: 'method_not_allowed',
      detail: `This address answers ${allow} only.`,
      requestId: requestInfo(request.headers).requestId,
      headers: { allow },
    })
}
