import type { PreferenceFormAction } from '@/components/shared/preferences'
import type { ActionState } from '@/lib/core/action-state'
import type { Role } from '@/types'

export interface ShellUser {
  id: string
  name: string
  email: string
  organisationId: string
  organisationName: string
  /** "Owner", "Viewer", "Admin" */
  roleLabel: string
  /** Every organisation that the user belongs to, the current one included. */
  organisations: readonly { id: string; name: string }[]
  /** Every area that the user may enter, the current one included. */
  areas: readonly Role[]
}

/** What a move of more than a day is answered with at first; null once the clock was moved. */
export type ClockAnswer = {
  /** ISO 8601, to be sent again. */
  advance: string
  /** "90 days" */
  words: string
  /** "18 Feb 2027, 12:00 UTC" */
  until: string
  /** "3 leases end" */
  due: readonly string[]
} | null

export type MoveClockAction = (
  state: ActionState<ClockAnswer>,
  form: FormData,
) => Promise<ActionState<ClockAnswer>>

/** The product's clock, where it is a demo's. */
export interface ShellClock {
  /** "20 Nov 2026, 12:00 UTC" */
  now: string
  /** "+90 days" */
  ahead: string
  isMoved: boolean
}

/** Server actions that the layouts bind. */
export interface ShellActions {
  setPreference: PreferenceFormAction
  signOut: () => Promise<void>
  switchOrganisation?: (organisationId: string) => Promise<void>
  /** For admins of a demo whose clock may be moved. */
  moveClock?: MoveClockAction
}

/** A page that keys and the palette lead to. */
export interface PageEntry {
  href: string
  label: string
  key: string
}
