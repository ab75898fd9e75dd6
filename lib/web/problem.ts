export interface Problem {
  status: number
  code: string
  detail: string
  requestId: string
  fieldErrors?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  /** What a conflict is about, as it is now. */
  fresh?: Readonly<Record<string, unknown>>
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not accepted',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Not available',
  507: 'No room left',
}

/** The document of an error as RFC 9457 has it, as JSON. */
export function problemJson(problem: Problem): string {
  const fields = Object.entries(problem.fieldErrors ?? {})
  return JSON.stringify({
    type: 'about:blank',
    title: TITLES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.detail,
    code: problem.code,
    requestId: problem.requestId,
    ...(problem.fresh !== undefined && { fresh: problem.fresh }),
    ...(fields.length > 0 && {
      errors: fields.map(([field, message]) => ({ field, message })),
    }),
  })
}

/** An error answer as RFC 9457 `application/problem+json`. */
export function problemResponse(problem: Problem): Response {
  return new Response(problemJson(problem), {
    status: problem.status,
    headers: {
      ...problem.headers,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    },
  })
}
