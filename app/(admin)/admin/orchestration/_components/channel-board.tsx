import type { Route } from 'next'
import Link from 'next/link'
import { channelStateWord } from '@/components/liquidity/channel-words'
import { Amount } from '@/components/shared/amount'
import { plural } from '@/components/shared/format'
import type { Viewer } from '@/components/shared/preferences'
import { UserText } from '@/components/shared/user-text'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { CHANNEL_STATES, type ChannelState } from '@/types'
import { type ChannelRow, Since, StepText, WaitsForText } from './channel-parts'

/** A board is for what moves; a long column leads to the table. */
const CARDS = 8

interface ChannelBoardProps {
  /** In the order of attention. */
  channels: readonly ChannelRow[]
  viewer: Viewer
}

/** The same channels by state, one column each. */
export function ChannelBoard({ channels, viewer }: ChannelBoardProps) {
  return (
    <div
      role="region"
      aria-label="Channels by state, scrolls"
      tabIndex={0}
      className="flex flex-col gap-3 md:flex-row md:items-start md:overflow-x-auto md:pb-2"
    >
      {CHANNEL_STATES.map((state) => (
        <Column
          key={state}
          state={state}
          channels={channels.filter((channel) => channel.state === state)}
          viewer={viewer}
        />
      ))}
    </div>
  )
}

function Column({ state, channels, viewer }: ChannelBoardProps & { state: ChannelState }) {
  const headingId = `board-${state}`
  const more = channels.length - CARDS
  return (
    <section
      aria-labelledby={headingId}
      className={cn(
        'min-w-0 rounded-card border border-border bg-sunken',
        channels.length === 0 ? 'md:w-28 md:flex-none' : 'md:min-w-60 md:flex-1',
      )}
    >
      <h3 id={headingId} className="flex items-center gap-2 px-3 py-2 font-semibold text-dense">
        {channelStateWord(state)} <Badge>{channels.length}</Badge>
      </h3>
      {channels.length === 0 ? (
        <p className="px-3 pb-3 text-dense text-muted">None</p>
      ) : (
        <ul className="grid gap-2 px-2 pb-2">
          {channels.slice(0, CARDS).map((channel) => (
            <li key={channel.id} data-id={channel.id}>
              <Card channel={channel} viewer={viewer} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? (
        <p className="px-3 pb-3 text-dense">
          <Link
            href={`/admin/orchestration?state=${state}` as Route}
            prefetch={false}
            className="underline underline-offset-2"
          >
            {plural(more, 'more channel', 'more channels')} in the table
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function Card({ channel, viewer }: { channel: ChannelRow; viewer: Viewer }) {
  return (
    <Link
      href={`/admin/orchestration/${channel.id}` as Route}
      prefetch={false}
      scroll={false}
      className="grid gap-0.5 rounded-control border border-border bg-surface px-2.5 py-2 text-dense hover:bg-hover"
    >
      <span className="flex flex-wrap items-center justify-between gap-x-2">
        <span className="font-medium">{channel.id}</span>
        <Amount sats={channel.capacitySats} unit={viewer.unit} />
      </span>
      <span className="truncate">
        <UserText>{channel.peerAlias}</UserText>
      </span>
      <span className="truncate text-muted">
        <UserText>{channel.nodeAlias}</UserText>, <UserText>{channel.treasuryName}</UserText>
      </span>
      {channel.step === null ? null : (
        <span>
          Step <StepText step={channel.step} />
        </span>
      )}
      {channel.waitsFor === null ? null : (
        <span className="text-muted">
          Waits for: <WaitsForText waitsFor={channel.waitsFor} timeZone={viewer.timeZone} />
        </span>
      )}
      {channel.isLate || channel.step !== null ? (
        <Since row={channel} timeZone={viewer.timeZone} />
      ) : null}
    </Link>
  )
}
