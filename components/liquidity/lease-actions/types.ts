import type { FormView } from '@/components/shared/form/action-form'
import type { Viewer } from '@/components/shared/preferences'
import type { ActionState } from '@/lib/core/action-state'
import type { LeaseAction, LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import type { LeaseForm } from '@/lib/flows/lease-form/form-rules'

/** What a list knows of a lease that somebody may act on; every LeaseView is one. */
export interface ActionableLease {
  id: string
  actions: readonly LeaseAction[]
}

/** What is said of a success, and where its result is. */
export interface Told {
  message: string
  href: string
  hrefLabel: string
}

export type LeaseServerAction = (
  state: ActionState<Told>,
  form: FormData,
) => Promise<ActionState<Told>>

/** The server actions of one area: what its people may be offered at all. */
export interface LeaseBindings {
  read: (input: { leaseId: string; action: LeaseActionName }) => Promise<ActionState<LeaseForm>>
  actions: Readonly<Partial<Record<LeaseActionName, LeaseServerAction>>>
}

/** What each action's form is drawn from. */
export interface LeaseFormProps {
  form: LeaseForm
  /** Which of the actions that share a form. */
  action: LeaseActionName
  viewer: Viewer
  view: FormView<null>
  fieldId: (name: string) => string
  /** For forms that want something ticked or typed before they can be sent. */
  onGate: (isOpen: boolean) => void
}
