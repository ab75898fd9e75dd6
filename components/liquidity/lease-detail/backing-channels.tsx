import { Amount } from '@/components/shared/amount'
import { Panel } from '@/components/shared/panel'
import type { Viewer } from '@/components/shared/preferences'
import { StatusPill, type Tone } from '@/components/shared/status-pill'
import { Timestamp } from '@/components/shared/timestamp'
import type { BackingView } from '@/lib/flows/lease-view/detail-rules'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import type { ChannelState } from '@/types'
import { ProgressBar } from './progress-bar'

interface BackingChannelsProps {
  lease: LeaseView
  channels: readonly BackingView[]
  viewer: Viewer
}

/** The channels that give the capacity, with what each gives now of what it should. */
export function BackingChannels({ lease, channels, viewer }: BackingChannelsProps) {
  const { deliveredSats, deliveredPct, sizeSats } = lease
  return (
    <Panel title="Backing channels" count={channels.length} id={`${lease.id}-channels`}>
      {deliveredSats === null ? null : (
        <div className="mb-3">
          <ProgressBar
            label="Delivered"
            percent={deliveredPct ?? 0}
            text={`${deliveredPct ?? 0} % of the size is delivered now`}
          />
          <p className="mt-1 text-dense">
            <Amount sats={deliveredSats} unit={viewer.unit} unitLabel="hidden" /> of{' '}
            <Amount sats={sizeSats} unit={viewer.unit} /> delivered now
          </p>
        </div>
      )}
      {channels.length === 0 ? (
        <p className="text-dense text-muted">{WHY_NONE[lease.status] ?? 'No channel backs it.'}</p>
      ) : (
        <ul className="grid gap-3">
          {channels.map((channel) => (
            <li
              key={`${channel.channelId} ${channel.fromAt}`}
              data-id={channel.channelId}
              className="border-border border-t pt-3 text-dense first:border-t-0 first:pt-0"
            >
              <Channel channel={channel} viewer={viewer} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const WHY_NONE: Readonly<Partial<Record<LeaseView['status'], string>>> = {
  pending: 'Channels are opened once both sides have signed.',
  cancelled: 'It never began, so no channel was opened.',
}

const LOOK: Readonly<Record<ChannelState, { tone: Tone; word: string }>> = {
  pending: { tone: 'info', word: 'Pending' },
  opening: { tone: 'info', word: 'Opening' },
  active: { tone: 'ok', word: 'Active' },
  splicing: { tone: 'info', word: 'Splicing' },
  closing: { tone: 'warn', word: 'Closing' },
  closed: { tone: 'neutral', word: 'Closed' },
  failed: { tone: 'bad', word: 'Failed' },
}

function Channel({ channel, viewer }: { channel: BackingView; viewer: Viewer }) {
  const { unit, timeZone } = viewer
  const { state, isPeerOnline, toAt } = channel
  const isDark = (state === 'active' || state === 'splicing') && !isPeerOnline
  const { tone, word } = isDark ? ({ tone: 'bad', word: 'Peer offline' } as const) : LOOK[state]
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{channel.channelId}</span>
        <StatusPill tone={tone}>{word}</StatusPill>
        {toAt === null ? null : <StatusPill tone="neutral">No longer backs it</StatusPill>}
      </p>
      <p>
        {toAt === null ? (
          <>
            <Amount sats={channel.deliveredSats} unit={unit} unitLabel="hidden" /> of{' '}
          </>
        ) : null}
        <Amount sats={channel.shareSats} unit={unit} />
        {toAt === null ? ' delivered' : ' share'}
        <span className="text-muted">
          , capacity <Amount sats={channel.capacitySats} unit={unit} />
        </span>
      </p>
      <p className="text-muted">
        {channel.nodeAlias === null ? null : <>Node {channel.nodeAlias}, since </>}
        {channel.nodeAlias === null ? 'Since ' : null}
        <Timestamp iso={channel.fromAt} timeZone={timeZone} style="date" />
        {toAt === null ? null : (
          <>
            {' '}
            until <Timestamp iso={toAt} timeZone={timeZone} style="date" />
          </>
        )}
      </p>
      {channel.waitsFor === null ? null : (
        <p>
          Waits for: {channel.waitsFor.text}
          {channel.waitsFor.until === null ? null : (
            <>
              , <Timestamp iso={channel.waitsFor.until} timeZone={timeZone} style="full" />
            </>
          )}
        </p>
      )}
      {channel.fundingOutpoint === null ? null : (
        <p className="text-muted">
          Funding{' '}
          <code className="font-mono text-xs" title={channel.fundingOutpoint}>
            {shortOutpoint(channel.fundingOutpoint)}
          </code>
        </p>
      )}
      {channel.peerPubkey === null ? null : (
        <details className="mt-1 text-muted">
          <summary className="cursor-pointer coarse:min-h-11">Public key of the peer</summary>
          <code className="block break-all font-mono text-fg text-xs">{channel.peerPubkey}</code>
          <p className="text-xs">
            Its channels are public on the chain. Whoever looks the key up in the network’s graph
            may learn which node, and so which organisation, the lessee is.
          </p>
        </details>
      )}
    </>
  )
}

/** "4f2a91bc…07de:1" */
function shortOutpoint(outpoint: string): string {
  const [txid = '', index = ''] = outpoint.split(':')
  return `${txid.slice(0, 8)}…${txid.slice(-4)}:${index}`
}
