import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import type { Viewer } from '@/components/shared/preferences'
import { Percent, Ppm } from '@/components/shared/rate'
import { StatusPill } from '@/components/shared/status-pill'
import { UserText } from '@/components/shared/user-text'
import { cn } from '@/components/ui/cn'
import { CheckIcon, XIcon } from '@/components/ui/icons'
import { viewerText } from '@/lib/core/viewer-text'
import type { PoolCheck } from '@/lib/domains/liquidity/pool/check-rules'
import type { PoolSuggestion } from '@/lib/flows/market/list-suggestions'
import { DeskButton } from './desk'

interface SuggestionCardProps {
  pool: PoolSuggestion
  viewer: Viewer
}

/** How one pool stands to the chosen request: every check with its number, and what would make it fit. */
export function SuggestionCard({ pool, viewer }: SuggestionCardProps) {
  const { poolId, poolName, fit, checks } = pool
  return (
    <li data-id={poolId} className="grid gap-2 border-border border-t px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h4 className="font-semibold">
          <UserText>{poolName}</UserText>
        </h4>
        <FitPill pool={pool} viewer={viewer} />
        {fit === 'none' ? null : (
          <span className="ml-auto">
            <DeskButton
              opens={{ kind: 'allocate', poolId }}
              label={`Allocate from ${poolName}`}
              variant="secondary"
              size="sm"
            >
              Allocate
            </DeskButton>
          </span>
        )}
      </div>
      <FactList
        className="gap-x-4 gap-y-0.5"
        facts={[
          { label: 'Available', value: <Amount sats={pool.availableSats} unit={viewer.unit} /> },
          {
            label: 'Headroom',
            value: <Amount sats={pool.headroomSats} unit={viewer.unit} />,
          },
          {
            label: 'Pool exposure now',
            value: <Amount sats={pool.poolExposureSats} unit={viewer.unit} />,
          },
          { label: 'Uptime 30 d', value: <Percent value={pool.uptimePct} /> },
          {
            label: 'Market',
            value: (
              <Ppm value={pool.marketPpm} missingReason="No lease of its treasuries is running" />
            ),
          },
        ]}
      />
      <ul aria-label={`Checks of ${poolName}`} className="flex flex-wrap gap-1">
        {checks.map((check) => (
          <CheckChip key={check.check} check={check} viewer={viewer} />
        ))}
      </ul>
      <WhatWouldFit pool={pool} viewer={viewer} />
    </li>
  )
}

function FitPill({ pool, viewer }: SuggestionCardProps) {
  if (pool.fit === 'full') return <StatusPill tone="ok">Fits all</StatusPill>
  if (pool.fit === 'none') return <StatusPill tone="neutral">Does not fit</StatusPill>
  return (
    <StatusPill tone="warn">
      <span>
        Fits <Amount sats={pool.fitSats} unit={viewer.unit} className="[&_*]:text-inherit" />
      </span>
    </StatusPill>
  )
}

/** Green passes, amber limits the size, red rules the pool out; the icon and the words say it too. */
function CheckChip({ check: each, viewer }: { check: PoolCheck; viewer: Viewer }) {
  const { check, passed, isBlocking, label } = each
  const Icon = passed ? CheckIcon : XIcon
  return (
    <li
      data-check={check}
      data-passed={passed}
      className={cn(
        'inline-flex min-h-5 items-center gap-1 rounded px-1.5 py-0.5 text-xs',
        passed && 'bg-ok-soft text-ok',
        !passed && (isBlocking ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn'),
      )}
    >
      <Icon className="size-3 shrink-0 stroke-3" />
      <span className="sr-only">{passed ? 'Passed: ' : 'Failed: '}</span>
      <span className="num whitespace-normal">{viewerText(label, viewer)}</span>
    </li>
  )
}

function WhatWouldFit({ pool: { fit, changes, unfixable }, viewer }: SuggestionCardProps) {
  if (fit === 'full') return null
  return (
    <p className="text-dense text-muted">
      {unfixable.length > 0 ? (
        `No change of the request helps: ${viewerText(unfixable.join('; '), viewer)}.`
      ) : (
        <>
          Smallest change that would fit:{' '}
          <span className="text-fg">{viewerText(changes.join('; '), viewer) || 'none'}</span>.
        </>
      )}
    </p>
  )
}
