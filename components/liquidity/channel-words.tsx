import { StatusPill, type Tone } from '@/components/shared/status-pill'
import type { ChannelOperationKind, ChannelState, LightningFault } from '@/types'

const LOOK: Readonly<Record<ChannelState, { tone: Tone; word: string }>> = {
  pending: { tone: 'info', word: 'Pending' },
  opening: { tone: 'info', word: 'Opening' },
  active: { tone: 'ok', word: 'Active' },
  splicing: { tone: 'info', word: 'Splicing' },
  closing: { tone: 'info', word: 'Closing' },
  closed: { tone: 'neutral', word: 'Closed' },
  failed: { tone: 'bad', word: 'Failed' },
}

export function ChannelStatePill({ state }: { state: ChannelState }) {
  const { tone, word } = LOOK[state]
  return <StatusPill tone={tone}>{word}</StatusPill>
}

export function channelStateWord(state: ChannelState): string {
  return LOOK[state].word
}

export const OPERATION_WORDS: Readonly<Record<ChannelOperationKind, string>> = {
  open: 'Opening',
  splice_in: 'Splice in',
  splice_out: 'Splice out',
  close: 'Close',
}

export const FAULT_WORDS: Readonly<Record<LightningFault, string>> = {
  peer_offline: 'Peer offline',
  open_fails: 'Opening fails',
  too_small: 'Channel comes out too small',
  input_spent: 'Input spent by another transaction',
}
