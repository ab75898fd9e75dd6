'use client'

import { createContext, useContext, useState } from 'react'
import { RowActions } from '@/components/shared/form/row-actions'
import { Button } from '@/components/ui/button'
import type { ActionState } from '@/lib/core/action-state'
import {
  STEER_WORDS,
  STEERS,
  type Steer,
  type SteerActions,
  type SteeredChannel,
  SteerSheet,
  steerBlock,
} from './steer-sheets'

const refuse = async (): Promise<ActionState<null>> => {
  throw new Error('The table provides its actions.')
}

/** Beside the columns, which must stay the same when the server's answer brings the actions anew. */
export const SteerContext = createContext<SteerActions>({
  advance: refuse,
  retry: refuse,
  fail: refuse,
  writeBlock: undefined,
})

/** Who may only look finds none of them. */
function steersOf({ writeBlock }: SteerActions): readonly Steer[] {
  return writeBlock === undefined ? STEERS : []
}

/** What an admin may do with one channel of the table. */
export function ChannelMenu({ channel }: { channel: SteeredChannel }) {
  const actions = useContext(SteerContext)
  return (
    <RowActions
      id={`actions-${channel.id}`}
      label={`Actions for ${channel.id}`}
      actions={[
        { key: 'view', label: 'View', href: `/admin/orchestration/${channel.id}` },
        ...steersOf(actions).map((steer) => ({
          key: steer,
          label: STEER_WORDS[steer],
          blockedBy: steerBlock(steer, channel),
          dialog: (state: { isOpen: boolean; onClose: () => void }) => (
            <SteerSheet steer={steer} channel={channel} actions={actions} {...state} />
          ),
        })),
      ]}
    />
  )
}

/** The same as buttons, for the channel's own page. */
export function ChannelButtons({
  channel,
  ...actions
}: SteerActions & { channel: SteeredChannel }) {
  const [open, setOpen] = useState<Steer | null>(null)
  return (
    <div className="flex flex-wrap gap-2">
      {steersOf(actions).map((steer) => {
        const blockedBy = steerBlock(steer, channel)
        return (
          <span key={steer}>
            <Button
              aria-haspopup="dialog"
              aria-disabled={blockedBy === undefined ? undefined : true}
              title={blockedBy}
              onClick={() => blockedBy === undefined && setOpen(steer)}
            >
              {STEER_WORDS[steer]}
            </Button>
            <SteerSheet
              steer={steer}
              channel={channel}
              actions={actions}
              isOpen={open === steer}
              onClose={() => setOpen(null)}
            />
          </span>
        )
      })}
    </div>
  )
}
