import type { Metadata } from 'next'
import { changePreference } from '@/app/(account)/settings/actions'
import { PageHeader } from '@/components/shared/page-header'
import { cn } from '@/components/ui/cn'
import { TabLinks } from '@/components/ui/tabs'
import { utcDate } from '@/lib/core/time'
import { tablePreference } from '@/lib/platform/preference/rules'
import { readText } from '@/lib/web/search-params'
import { requireRole } from '@/lib/web/viewer'
import { writeBlock } from '@/lib/web/write-block'
import { MatchDesk } from './_components/desk'
import { PoolTable } from './_components/pool-table'
import { TicketPanel } from './_components/ticket-panel'
import { TicketTable } from './_components/ticket-table'
import { loadDesk } from './load-desk'
import { TICKET_TABLE } from './read-view'
import { filtersOf, tabsOf, toRow } from './table-parts'

export async function generateMetadata({
  searchParams,
}: PageProps<'/admin/matchmaking'>): Promise<Metadata> {
  const ticket = readText(await searchParams, 'ticket')
  return { title: ticket === '' ? 'Matchmaking' : 'Matchmaking: one request' }
}

export default async function MatchmakingPage({ searchParams }: PageProps<'/admin/matchmaking'>) {
  const [ctx, params] = [await requireRole('admin'), await searchParams]
  const { view, selected, suggestions, pools, treasuries } = await loadDesk(ctx, params)
  const now = ctx.clock.now()
  const viewer = ctx.display
  const blockedBy = writeBlock(ctx)
  const { list, state } = view
  return (
    <MatchDesk
      ticket={selected}
      suggestions={suggestions}
      treasuries={treasuries}
      viewer={viewer}
      today={utcDate(now)}
      blockedBy={blockedBy}
    >
      <div className="space-y-4">
        <PageHeader
          title="Matchmaking"
          purpose="Give requests for capacity what pools have free, under policy. By age, those after a renewal come first."
          asOf={now.toISOString()}
          timeZone={viewer.timeZone}
        />
        <div
          className={cn(
            'grid grid-cols-[minmax(0,1fr)] items-start gap-4',
            selected !== null && 'xl:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]',
          )}
        >
          <div className="min-w-0 space-y-2">
            <TabLinks label="State of the requests" tabs={tabsOf(params, view)} />
            <TicketTable
              page={{ ...list.page, rows: list.page.rows.map((ticket) => toRow(ticket, now)) }}
              state={{ q: state.q, sort: state.sort }}
              filters={filtersOf(list.facets)}
              selectedId={selected?.id ?? null}
              viewer={viewer}
              preference={tablePreference(ctx.preferences, TICKET_TABLE)}
              setPreference={changePreference}
            />
          </div>
          <TicketPanel
            ticket={selected}
            suggestions={suggestions}
            viewer={viewer}
            userId={ctx.actor.userId}
            now={now}
            blockedBy={blockedBy}
          />
        </div>
        <PoolTable pools={pools} viewer={viewer} />
      </div>
    </MatchDesk>
  )
}
