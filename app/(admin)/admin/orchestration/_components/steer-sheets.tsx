'use client'

import type { ReactNode } from 'react'
import { FormSheet } from '@/components/shared/form/form-dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { ActionState } from '@/lib/core/action-state'

/** A server action on one channel. */
export type SteerAction = (state: ActionState<null>, form: FormData) => Promise<ActionState<null>>

export interface SteerActions {
  advance: SteerAction
  retry: SteerAction
  fail: SteerAction
  /** Why this person may do nothing; undefined for those who may. */
  writeBlock: string | undefined
}

export interface SteeredChannel {
  id: string
  mayAdvance: boolean
  mayRetry: boolean
  mayFail: boolean
  /** Why it is neither given up nor started anew by hand; null while it may be. */
  boundBy: string | null
  step: { isWaiting: boolean; next: string | null; kind: string } | null
}

export const STEERS = ['advance', 'retry', 'fail'] as const
export type Steer = (typeof STEERS)[number]

export const STEER_WORDS: Readonly<Record<Steer, string>> = {
  advance: 'Advance',
  retry: 'Retry',
  fail: 'Fail',
}

/** Why one of them can't be done now; undefined when it can. */
export function steerBlock(steer: Steer, channel: SteeredChannel): string | undefined {
  const { step } = channel
  switch (steer) {
    case 'advance':
      if (channel.mayAdvance) return undefined
      return step?.isWaiting === true
        ? 'The last attempt failed: retry it or give it up.'
        : 'Nothing is running on it.'
    case 'retry':
      if (channel.mayRetry) return undefined
      return channel.boundBy ?? 'Nothing has failed on it.'
    case 'fail':
      if (channel.mayFail) return undefined
      if (step === null) return 'Nothing is running on it.'
      return channel.boundBy ?? 'A channel that is closing can only be closed.'
  }
}

interface SteerSheetProps {
  steer: Steer
  channel: SteeredChannel
  actions: SteerActions
  isOpen: boolean
  onClose: () => void
}

/** Asks once, names the channel and what follows. */
export function SteerSheet({ steer, channel, actions, isOpen, onClose }: SteerSheetProps) {
  const { id, step } = channel
  const look: Record<Steer, { title: string; intro: ReactNode; submit: string }> = {
    advance: {
      title: `Advance ${id}?`,
      intro: `The next step${step?.next ? ` (“${step.next}”)` : ''} is run now instead of when it is due.`,
      submit: 'Advance channel',
    },
    retry: {
      title: `Retry ${id}?`,
      intro:
        step === null
          ? 'What this channel lacks is ordered again where the treasury has room.'
          : 'The operation makes a new attempt from its first step.',
      submit: 'Retry channel',
    },
    fail: {
      title: `Fail ${id}?`,
      intro:
        'The operation is given up for good. Funds of an opening return to the node’s reserve, and its lease waits for another channel.',
      submit: 'Fail channel',
    },
  }
  const { title, intro, submit } = look[steer]
  return (
    <FormSheet<null>
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      intro={intro}
      submitLabel={submit}
      submitTone={steer === 'fail' ? 'danger' : 'primary'}
      action={actions[steer]}
      fields={{ channelId: id }}
    >
      {({ errors, values }, fieldId) =>
        steer === 'fail' ? (
          <Field
            id={fieldId('reason')}
            name="reason"
            label="Reason"
            hint="At least 10 characters; it goes into the audit log, which Flowrate alone reads."
            error={errors.reason}
          >
            {(control) => (
              <Textarea {...control} rows={3} maxLength={500} defaultValue={values.reason} />
            )}
          </Field>
        ) : null
      }
    </FormSheet>
  )
}
