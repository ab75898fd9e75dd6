import type { RequestListener } from 'node:http'
import { ownOrigins } from '@/lib/auth/origins'
import type { Env } from '@/lib/env'
import { addressMatcher, settleForwarding } from '@/lib/web/forwarding'
import { markPresence } from '@/lib/web/presence'
import { insideRequest, type RequestScope } from '@/lib/web/request-scope'
import { answerAway } from './answers/answer-away'
import { answerFile } from './answers/answer-file'
import { answerRefused } from './answers/answer-refused'
import { answerTrouble } from './answers/answer-trouble'
import { refusalOf, refuse } from './refuse-request'
import { settleStatus, speaksProtocol } from './settle-status'

/** What stands between the socket and Next: refusals, the client's address, honest status codes. */
export function answering(handle: RequestListener, settings: Env): RequestListener {
  const isTrusted = addressMatcher(settings.trustedProxies)
  const rules = { isTrusted, origins: ownOrigins(settings) }
  return (request, response) => {
    const refusal = refusalOf(request)
    if (refusal !== null) return refuse(request, response, refusal)
    settleForwarding(request, rules)
    markPresence(request)
    const scope: RequestScope = { isReadable: !speaksProtocol(request) }
    settleStatus(request, response, scope)
    if (answerAway(request, response)) return
    answerTrouble(request, response, scope)
    answerFile(request, response)
    answerRefused(request, response)
    return insideRequest(scope, () => handle(request, response))
  }
}
