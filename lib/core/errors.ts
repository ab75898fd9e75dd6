/** Codes travel to the client; the sentence is for people. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fieldErrors: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = new.target.name
  }
}

export class ValidationError extends AppError {
  constructor(message: string, fieldErrors: Readonly<Record<string, string>> = {}) {
    super(422, 'invalid_input', message, fieldErrors)
  }
}

export class UnauthenticatedError extends AppError {
  constructor(message = 'Sign in first.') {
    super(401, 'unauthenticated', message)
  }
}

export class ForbiddenError extends AppError {
  constructor(message = 'Your role does not allow this.', code = 'forbidden') {
    super(403, code, message)
  }
}

export class NotFoundError extends AppError {
  constructor(what = 'This page') {
    super(404, 'not_found', `${what} does not exist, or not for you.`)
  }
}

export class ConflictError extends AppError {
  constructor(
    code: string,
    message: string,
    /** The figures as they are now, so that whoever lost the race need not ask again. */
    readonly fresh: Readonly<Record<string, unknown>> | null = null,
  ) {
    super(409, code, message)
  }
}

export class TooManyRequestsError extends AppError {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(429, 'too_many_requests', message)
  }
}

/** Closes a switch over a union: a new member fails to compile here. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`)
}
