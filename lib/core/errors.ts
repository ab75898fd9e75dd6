import { plainText } from './fact-text'

/** The sentences of a refusal. */
export interface Refusal {
  message: string
  fieldErrors: Readonly<Record<string, string>>
}

/**
 * Codes travel to the client; the sentences are for people. Their amounts come as facts: a page writes
 * `told` in its reader's unit; `message` and `fieldErrors`, for scripts and logs, are always in BTC.
 */
export class AppError extends Error implements Refusal {
  readonly fieldErrors: Readonly<Record<string, string>>
  readonly told: Refusal

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    fieldErrors: Readonly<Record<string, string>> = {},
  ) {
    super(plainText(message))
    this.name = new.target.name
    this.told = { message, fieldErrors }
    this.fieldErrors = writeRefusal(this.told, plainText).fieldErrors
  }
}

/** The same sentences, each as `write` has it. */
export function writeRefusal(told: Refusal, write: (text: string) => string): Refusal {
  const fields = Object.entries(told.fieldErrors).map(([field, text]) => [field, write(text)])
  return { message: write(told.message), fieldErrors: Object.fromEntries(fields) }
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
