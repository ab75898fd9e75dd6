import type { PreferenceAction } from '@/components/shared/preferences'
import type { Role } from '@/types'

export interface ShellUser {
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

/** Server actions that the layouts bind. */
export interface ShellActions {
  setPreference: PreferenceAction
  signOut: () => Promise<void>
  switchOrganisation?: (organisationId: string) => Promise<void>
}
