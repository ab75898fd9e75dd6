export type FieldErrors = Readonly<Record<string, string>>

/** What an action tells its form; the same shape for every action. */
export type ActionState<Data = undefined> =
  | { status: 'idle' }
  | { status: 'ok'; data: Data; message?: string }
  | {
      status: 'error'
      code: string
      message: string
      fieldErrors: FieldErrors
      /** What a conflict is about, as it is now. */
      fresh?: Readonly<Record<string, unknown>>
      /** What was typed, so that a page without JavaScript shows it again; never a password. */
      values?: Readonly<Record<string, string>>
    }

export const IDLE: { status: 'idle' } = { status: 'idle' }

/** Of an attempt that may or may not have been carried out; its idempotency key tells. */
export const OUTCOME_UNKNOWN = 'outcome_unknown'
