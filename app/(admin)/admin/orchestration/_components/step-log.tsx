import type { Viewer } from '@/components/shared/preferences'
import { StatusPill } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import type { ChannelView } from '@/lib/domains/liquidity/orchestration/view-rules'

interface StepLogProps {
  steps: ChannelView['steps']
  viewer: Viewer
}

const LOOK = {
  running: { tone: 'info', word: 'Running' },
  done: { tone: 'ok', word: 'Done' },
  failed: { tone: 'bad', word: 'Failed' },
} as const

/** What was done on a channel: time, step, transaction and result, the newest last. */
export function StepLog({ steps, viewer }: StepLogProps) {
  if (steps.length === 0) {
    return <p className="text-dense text-muted">No step was logged.</p>
  }
  return (
    <ol className="divide-y divide-border rounded-control border border-border">
      {steps.map((step) => (
        <li key={step.seq} className="grid gap-0.5 px-3 py-2 text-dense">
          <p className="flex flex-wrap items-center justify-between gap-x-3">
            <span>
              <Timestamp
                iso={step.at}
                timeZone={viewer.timeZone}
                style="full"
                className="text-muted"
              />{' '}
              <span className="font-medium">{step.step}</span>
            </span>
            <StatusPill tone={LOOK[step.status].tone}>{LOOK[step.status].word}</StatusPill>
          </p>
          <p>{step.message}</p>
          {step.txid === null ? null : (
            <p>
              <span className="text-muted">Transaction </span>
              <code className="break-all font-mono text-xs">{step.txid}</code>
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
