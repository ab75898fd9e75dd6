'use server'

import { revalidatePath } from 'next/cache'
import { channelStateWord, FAULT_WORDS } from '@/components/liquidity/channel-words'
import { NotFoundError } from '@/lib/core/errors'
import {
  advanceChannel,
  type ChannelMove,
} from '@/lib/domains/liquidity/orchestration/advance-channel'
import { failChannel } from '@/lib/domains/liquidity/orchestration/fail-channel'
import {
  channelInput,
  failChannelInput,
  scriptFaultForm,
} from '@/lib/domains/liquidity/orchestration/inputs'
import { retryChannel } from '@/lib/domains/liquidity/orchestration/retry-channel'
import { scriptFault } from '@/lib/domains/liquidity/orchestration/script-fault'
import { defineAction } from '@/lib/web/action'
import { demoPowers } from '@/lib/web/demo-powers'

export const advance = defineAction({
  name: 'channel.advance',
  input: channelInput,
  role: 'admin',
  run: async (ctx, input) => answer('Advanced', await advanceChannel(ctx, input)),
})

export const retry = defineAction({
  name: 'channel.retry',
  input: channelInput,
  role: 'admin',
  run: async (ctx, input) => answer('Tried again', await retryChannel(ctx, input)),
})

export const fail = defineAction({
  name: 'channel.fail',
  input: failChannelInput,
  role: 'admin',
  run: async (ctx, input) => answer('Given up', await failChannel(ctx, input)),
})

export const script = defineAction({
  name: 'node.script_fault',
  input: scriptFaultForm,
  role: 'admin',
  run: async (ctx, input) => {
    if (!(await demoPowers()).steering) throw new NotFoundError('This action')
    const { nodeId, fault, remaining } = await scriptFault(ctx, input)
    revalidatePath('/admin', 'layout')
    const times = remaining === 1 ? 'next operation' : `next ${remaining} operations`
    return {
      data: null,
      message: `${FAULT_WORDS[fault]}: waits for the ${times} of ${nodeId}.`,
    }
  },
})

function answer(done: string, { channelId, state, replacesChannelId }: ChannelMove) {
  revalidatePath('/admin', 'layout')
  const word = channelStateWord(state).toLowerCase()
  const instead = replacesChannelId === null ? '' : ` in place of ${replacesChannelId}`
  return { data: null, message: `${done}: ${channelId} is ${word}${instead}.` }
}
