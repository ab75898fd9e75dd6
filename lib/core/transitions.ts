import { ConflictError } from './errors'

/** Every state with the states that may follow it; anything else is refused. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>

export function mayMove<State extends string>(
  transitions: Transitions<State>,
  from: State,
  to: State,
): boolean {
  return transitions[from].includes(to)
}

/**
 * @throws ConflictError `illegal_transition` with a sentence such as "This request is rejected and can't
 * become cancelled."
 */
export function assertMove<State extends string>(
  transitions: Transitions<State>,
  { what, from, to }: { what: string; from: State; to: State },
): void {
  if (mayMove(transitions, from, to)) return
  throw new ConflictError(
    'illegal_transition',
    `${what} is ${wordOf(from)} and can't become ${wordOf(to)}.`,
  )
}

function wordOf(state: string): string {
  return state.replaceAll('_', ' ')
}
