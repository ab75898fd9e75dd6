import type { Metadata } from 'next'
import Link from 'next/link'
import { formatInteger } from '@/components/shared/format'
import { Panel } from '@/components/shared/panel'
import { Timestamp } from '@/components/shared/timestamp'
import { BrandMark } from '@/components/shell/brand'
import { pageCount } from '@/lib/core/pagination'
import { defaultWorld } from '@/lib/mock-data'
import { markReadable } from '@/lib/web/request-scope'
import { readChoice, readWhole } from '@/lib/web/search-params'
import { EntityList } from './_components/entity-list'
import { EntityTable, ROWS_PER_PAGE } from './_components/entity-table'
import { RuleList } from './_components/rule-list'
import { checkedRules, MODEL_ENTITIES } from './entities'

export const metadata: Metadata = { title: 'Data model' }

const NAMES = MODEL_ENTITIES.map(({ name }) => name)

export default async function ModelPage({ searchParams }: PageProps<'/model'>) {
  // Others are marked where they ask for the store: what fails from here on is our fault.
  markReadable()
  const params = await searchParams
  const wanted = readChoice(params, 'entity', NAMES) ?? 'treasuries'
  const entity = MODEL_ENTITIES.find(({ name }) => name === wanted)
  if (entity === undefined) throw new Error(`No entity ${wanted}`)
  const pages = pageCount(entity.rows.length, ROWS_PER_PAGE)
  const page = readWhole(params, 'page', { min: 1, max: pages }) ?? 1
  const groups = [...checkedRules()]
  const rules = groups.flatMap(([, own]) => own)
  const broken = rules.filter(({ violations }) => violations.length > 0).length
  return (
    <main
      id="main"
      className="mx-auto grid w-full max-w-[100rem] grid-cols-[minmax(0,1fr)] gap-4 px-3 py-6 md:px-5"
    >
      <header className="grid gap-2">
        <p>
          <Link href="/" className="inline-flex items-center gap-2 font-semibold coarse:min-h-11">
            <BrandMark />
            Flowrate
          </Link>
        </p>
        <h1 className="font-semibold text-2xl">Data model</h1>
        <p className="max-w-3xl text-dense text-muted">
          The mock world behind the demo, straight from its modules: seed{' '}
          {formatInteger(defaultWorld.seed)}, as of{' '}
          <Timestamp iso={defaultWorld.anchorAt} timeZone="UTC" /> UTC. The product’s own store
          holds the same world, moved to the day it was filled, and lives on from there.
        </p>
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <EntityList entities={MODEL_ENTITIES} current={entity.name} />
        <Panel
          id="rows"
          title={entity.title}
          description={entity.note}
          count={entity.rows.length}
          inset="flush"
        >
          <EntityTable entity={entity} page={page} />
        </Panel>
      </div>
      <Panel
        id="rules"
        title="Rules"
        description={
          broken === 0
            ? `All ${formatInteger(rules.length)} named rules hold.`
            : `${formatInteger(broken)} of ${formatInteger(rules.length)} named rules are broken.`
        }
        inset="flush"
      >
        {groups.map(([name, own]) => (
          <RuleList key={name} entity={name} rules={own} isOpen={name === entity.title} />
        ))}
      </Panel>
    </main>
  )
}
