import { type Reader, viewerText } from '@/lib/core/viewer-text'
import type { ChannelView } from '@/lib/domains/liquidity/orchestration/view-rules'
import type { ChannelRow } from './_components/channel-parts'

/** What table, board and menu need of one channel. */
export function toChannelRow(view: ChannelView, viewer: Reader): ChannelRow {
  const { operation } = view
  const isOpen = operation?.status === 'running' || operation?.status === 'waiting'
  return {
    id: view.id,
    treasuryName: view.treasuryName,
    nodeAlias: view.nodeAlias,
    peerAlias: view.peerAlias ?? '',
    boundBy: operation?.boundBy ? viewerText(operation.boundBy, viewer) : null,
    waitsFor: view.operation?.waitsFor ?? null,
    capacitySats: view.capacitySats,
    state: view.state,
    stateSince: view.stateSince,
    isLate: view.isLate,
    leaseId: view.leaseId,
    updatedAt: view.updatedAt,
    step:
      operation === null || !isOpen
        ? null
        : {
            kind: operation.kind,
            done: operation.stepsDone,
            total: operation.stepsTotal,
            next: operation.nextStep,
            isWaiting: operation.status === 'waiting',
          },
    mayAdvance: view.mayAdvance,
    mayRetry: view.mayRetry,
    mayFail: view.mayFail,
  }
}
