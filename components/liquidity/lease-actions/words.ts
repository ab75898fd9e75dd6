import type { LeaseActionName } from '@/lib/domains/liquidity/lease/policy'

export interface LeaseActionWords {
  /** On the button or in the menu. */
  label: string
  title: string
  submit: string
  tone?: 'danger'
  /** On the button that changes nothing, where "Cancel" could be taken for the act itself. */
  dismiss?: string
  /** Wants something ticked or typed before it can be sent. */
  isGated?: true
}

export const LEASE_ACTION_WORDS: Readonly<Record<LeaseActionName, LeaseActionWords>> = {
  sign: { label: 'Sign contract', title: 'Sign contract', submit: 'Sign', isGated: true },
  void: {
    label: 'Turn contract down',
    title: 'Turn contract down',
    submit: 'Turn down',
    tone: 'danger',
  },
  accept_renewal: {
    label: 'Accept renewal',
    title: 'Accept renewal',
    submit: 'Accept',
    isGated: true,
  },
  decline_renewal: {
    label: 'Decline renewal',
    title: 'Decline renewal',
    submit: 'Decline',
    tone: 'danger',
  },
  withdraw_renewal: { label: 'Withdraw renewal', title: 'Withdraw renewal', submit: 'Withdraw' },
  renew: {
    label: 'Renew',
    title: 'Renew lease',
    submit: 'Send renewal request',
    isGated: true,
  },
  scale: { label: 'Scale', title: 'Scale lease', submit: 'Send request' },
  increase: { label: 'Increase', title: 'Increase lease', submit: 'Offer increase' },
  cancel_at_term: { label: 'Cancel at term', title: 'Cancel at term', submit: 'End at term' },
  undo_cancel_at_term: {
    label: 'Undo cancel at term',
    title: 'Undo cancel at term',
    submit: 'Allow renewals again',
  },
  request_early_end: {
    label: 'Request early end',
    title: 'Request early end',
    submit: 'Send request',
    tone: 'danger',
  },
  answer_early_end: {
    label: 'Answer early end',
    title: 'Answer early end',
    submit: 'Send answer',
    isGated: true,
  },
  withdraw_early_end: {
    label: 'Withdraw early end',
    title: 'Withdraw early end',
    submit: 'Withdraw',
  },
  pause: { label: 'Pause', title: 'Pause lease', submit: 'Pause' },
  resume: { label: 'Resume', title: 'Resume lease', submit: 'Resume' },
  reassign: {
    label: 'Reassign capacity',
    title: 'Reassign capacity',
    submit: 'Reassign',
    isGated: true,
  },
  terminate: {
    label: 'Terminate',
    title: 'Terminate lease',
    submit: 'Terminate',
    tone: 'danger',
    isGated: true,
  },
  cancel_undelivered: {
    label: 'Cancel lease',
    title: 'Cancel undelivered lease',
    submit: 'Cancel lease',
    tone: 'danger',
    dismiss: 'Keep lease',
  },
}
