import { problemResponse } from '@/lib/web/problem'
import { requestInfo } from '@/lib/web/request-info'

/** An address below /api that does not exist says so the way every JSON route does. */
function answerNotFound(request: Request): Response {
  return problemResponse({
    status: 404,
    code: 'not_found',
    detail: 'This address does not exist.',
    requestId: requestInfo(request.headers).requestId,
  })
}

export {
  answerNotFound as DELETE,
  answerNotFound as GET,
  answerNotFound as OPTIONS,
  answerNotFound as PATCH,
  answerNotFound as POST,
  answerNotFound as PUT,
}
