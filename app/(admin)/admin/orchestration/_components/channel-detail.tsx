import {
  ChannelStatePill,
  FAULT_WORDS,
  OPERATION_WORDS,
} from '@/components/liquidity/channel-words'
import { Amount } from '@/components/shared/amount'
import { type Fact, FactList } from '@/components/shared/fact-list'
import { Missing } from '@/components/shared/missing'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import { viewerText } from '@/lib/core/viewer-text'
import type { ChannelView } from '@/lib/domains/liquidity/orchestration/view-rules'
import type { ViewerCtx } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { advance, fail, retry } from '../actions'
import { toChannelRow } from '../channel-row'
import { ChannelButtons } from './channel-menu'
import { LeaseLink, Since, WaitsForText } from './channel-parts'
import { StepLog } from './step-log'

interface ChannelDetailProps {
  channel: ChannelView
  ctx: ViewerCtx
}

/** One channel with what runs on it and everything that was done. */
export function ChannelDetail({ channel, ctx }: ChannelDetailProps) {
  const viewer = ctx.display
  return (
    <>
      <ChannelButtons
        channel={toChannelRow(channel, viewer)}
        advance={advance}
        retry={retry}
        fail={fail}
        writeBlock={writeBlock(ctx)}
      />
      <section aria-labelledby="channel-facts">
        <h2 id="channel-facts" className="mb-1.5 font-semibold">
          Facts
        </h2>
        <FactList facts={factsOf(channel, viewer)} />
      </section>
      <section aria-labelledby="channel-operation">
        <h2 id="channel-operation" className="mb-1.5 font-semibold">
          Operation
        </h2>
        {channel.operation === null ? (
          <p className="text-dense text-muted">No operation is recorded for it.</p>
        ) : (
          <FactList facts={operationFacts(channel.operation, viewer)} />
        )}
      </section>
      <section aria-labelledby="channel-log">
        <h2 id="channel-log" className="mb-1.5 font-semibold">
          Step log
        </h2>
        <StepLog steps={channel.steps} viewer={viewer} />
      </section>
    </>
  )
}

function factsOf(channel: ChannelView, { unit, timeZone }: Viewer): Fact[] {
  return [
    { label: 'State', value: <ChannelStatePill state={channel.state} /> },
    { label: 'In state since', value: <Since row={channel} timeZone={timeZone} /> },
    { label: 'Treasury', value: channel.treasuryName },
    { label: 'Node', value: `${channel.nodeAlias} (${channel.nodeId})` },
    { label: 'Peer', value: channel.peerAlias },
    {
      label: 'Peer key',
      value: <code className="break-all font-mono text-xs">{channel.peerPubkey}</code>,
    },
    { label: 'Capacity', value: <Amount sats={channel.capacitySats} unit={unit} /> },
    { label: 'Local balance', value: <Amount sats={channel.localSats} unit={unit} /> },
    { label: 'Remote balance', value: <Amount sats={channel.remoteSats} unit={unit} /> },
    { label: 'Lease', value: <LeaseLink leaseId={channel.leaseId} /> },
    ...(channel.shareSats === null
      ? []
      : [{ label: 'Share of the lease', value: <Amount sats={channel.shareSats} unit={unit} /> }]),
    {
      label: 'Funding',
      value:
        channel.fundingOutpoint === null ? (
          <Missing reason="Not broadcast" />
        ) : (
          <code className="break-all font-mono text-xs">{channel.fundingOutpoint}</code>
        ),
    },
    { label: 'Updated', value: <Timestamp iso={channel.updatedAt} timeZone={timeZone} /> },
  ]
}

function operationFacts(
  operation: NonNullable<ChannelView['operation']>,
  { unit, timeZone }: Viewer,
): Fact[] {
  const { dueAt, endedAt, fault } = operation
  return [
    { label: 'Kind', value: OPERATION_WORDS[operation.kind] },
    { label: 'Status', value: <span className="capitalize">{operation.status}</span> },
    { label: 'Step', value: `${operation.stepsDone} of ${operation.stepsTotal}` },
    {
      label: 'Waits for',
      value:
        operation.waitsFor === null ? (
          <Missing reason={operation.status === 'waiting' ? 'A decision' : 'Nothing'} />
        ) : (
          <WaitsForText waitsFor={operation.waitsFor} timeZone={timeZone} />
        ),
    },
    { label: 'Amount', value: <Amount sats={operation.amountSats} unit={unit} /> },
    { label: 'Attempt', value: operation.attempt },
    { label: 'Started', value: <Timestamp iso={operation.startedAt} timeZone={timeZone} /> },
    {
      label: 'Next step due',
      value:
        dueAt === null ? (
          <Missing reason="Nothing follows by itself" />
        ) : (
          <Timestamp iso={dueAt} timeZone={timeZone} />
        ),
    },
    ...(endedAt === null
      ? []
      : [{ label: 'Ended', value: <Timestamp iso={endedAt} timeZone={timeZone} /> }]),
    ...(operation.boundBy === null
      ? []
      : [
          {
            label: 'Bound',
            value: (
              <p className="max-w-prose">{viewerText(operation.boundBy, { unit, timeZone })}</p>
            ),
          },
        ]),
    ...(fault === null ? [] : [{ label: 'Scripted fault', value: FAULT_WORDS[fault] }]),
  ]
}
