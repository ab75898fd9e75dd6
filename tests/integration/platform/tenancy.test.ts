/// <reference types="vite/client" />
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { everything, type ListWords } from '@/lib/core/list-words'
import { completeDays, previousWindow } from '@/lib/core/time'
import { sumHtlcsBySubscriber } from '@/lib/domains/liquidity/channel/queries'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import type { UserCtx } from '@/lib/platform/ctx'
import type { List } from '@/lib/platform/list/define-list'
import { adminOf, memberOf, viewerOf } from '@/tests/support/members'
import { Ownership, plain, textsIn } from '@/tests/support/ownership'
import { inputsOf, isById } from '@/tests/support/reader-inputs'
import { findReaders, type Reader } from '@/tests/support/readers'
import { useTestDb } from '@/tests/support/test-db'

const store = useTestDb('seeded')
let ownership: Ownership

const modules = import.meta.glob<Record<string, unknown>>('/lib/{domains,platform,flows}/**/*.ts')

const definitions = import.meta.glob<Record<string, unknown>>(
  '/lib/{domains,platform,flows}/**/list.ts',
  { eager: true },
)

/** Every list that is defined, by its place. */
const LISTS = Object.entries(definitions).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter(([name]) => name.endsWith('List'))
    .map(([name, list]) => [`${file} ${name}`, list as List<ListWords, unknown>] as const),
)

/** All that a list tells somebody: rows, counts and facets. */
async function askList(list: List<ListWords, unknown>, ctx: UserCtx) {
  const request = everything(list.words)
  return {
    all: await plain(list.all(ctx, request)),
    first: await list.first(ctx, undefined, 5),
    page: await list.page(ctx, request),
    facets: await list.facets(ctx, request),
  }
}

const IN_COMMANDS = 'asked by commands alone, of what they have locked for this actor'
const AFTER_COMMANDS = 'words what a command has just saved for this actor'
const OF_THE_MARKET = 'answers for Flowrate’s own pages, which ask who looks before'

/**
 * Readers that scope nothing, by file and function: why, and where pages may ask them all the same.
 * Whoever asks has made sure that the actor may know.
 */
const UNSCOPED: Readonly<Record<string, { why: string; askedBy?: RegExp }>> = {
  'lock-early-end.ts findOpenEarlyEnd': { why: IN_COMMANDS },
  'lock-renewal.ts findOpenRenewal': { why: IN_COMMANDS },
  'lock-renewal.ts findRenewedBy': { why: IN_COMMANDS },
  'find-renewal.ts findPendingRenewal': { why: IN_COMMANDS },
  'find-pool.ts findPool': { why: IN_COMMANDS },
  'load-market.ts loadMarket': { why: IN_COMMANDS },
  'load-market.ts loadExposed': { why: IN_COMMANDS },
  'load-room.ts listOpenBackings': { why: IN_COMMANDS },
  'load-room.ts loadRoom': { why: IN_COMMANDS },
  'load-takers.ts loadTakers': { why: IN_COMMANDS },
  'load-surroundings.ts loadSurroundings': {
    why: 'reads the other sides’ names and reviews for the views that are made of them',
  },
  'load-billing.ts loadBilling': { why: 'asked of leases that the viewer has read already' },
  'load-board.ts loadBoard': { why: OF_THE_MARKET, askedBy: /^app\/\(admin\)\// },
  'get-ticket-view.ts withTimeline': { why: OF_THE_MARKET, askedBy: /^app\/\(admin\)\// },
  'list-suggestions.ts suggestPools': { why: OF_THE_MARKET, askedBy: /^app\/\(admin\)\// },
  'queries.ts poolViewsOn': { why: OF_THE_MARKET, askedBy: /^app\/\(admin\)\// },
  'available-of.ts availableOf': {
    why: 'asked of the viewer’s own treasury',
    askedBy: /^app\/\(treasury\)\/treasury\/load-overview\.ts$/,
  },
  'answers.ts contractAnswer': { why: AFTER_COMMANDS, askedBy: /^app\/api\/v1\// },
  'answers.ts renewalAnswer': { why: AFTER_COMMANDS, askedBy: /^app\/api\/v1\// },
  'answers.ts earlyEndAnswer': { why: AFTER_COMMANDS, askedBy: /^app\/api\/v1\// },
}

/** The same for everyone, and of no organisation; a person without a row has the default preferences. */
const REFERENCE_DATA = ['getPlatformPolicy', 'listPolicyTemplates', 'getPreferences']

/** Fields that refer to a thing of the other side without telling of it; what is shown is a view's matter. */
const REFERENCES = ['ticketId', 'nodeId']

/** Whose steps a request's own story may name: Flowrate's, beside its subscriber's. */
const STEPS = { reader: 'getTicketView', pattern: /^log_/ }

const nameOf = ({ file, name }: Reader) => `${path.basename(file)} ${name}`
const READERS = findReaders()
const SCOPED = READERS.filter((reader) => !(nameOf(reader) in UNSCOPED))

const byPlace = (readers: readonly Reader[]) =>
  readers.map((reader) => [reader.place, reader] as const)

type Answer = { given: unknown[]; value: unknown }

/** All that a reader tells somebody who asks in every way there is; what it refuses is nothing. */
async function ask(reader: Reader, ctx: UserCtx, ids: readonly string[]): Promise<Answer[]> {
  const query = (await modules[`/${reader.file}`]?.())?.[reader.name]
  const inputs = await inputsOf(ctx, reader, ids)
  if (typeof query !== 'function' || inputs === null) {
    throw new Error(`${reader.place} can't be asked: give its inputs to reader-inputs.ts`)
  }
  const answers: Answer[] = []
  for (const given of inputs) {
    try {
      answers.push({ given, value: await plain(await query(ctx, ...given)) })
    } catch (error) {
      if (!(error instanceof AppError) || ![403, 404, 409].includes(error.status)) throw error
    }
  }
  return answers
}

/** Ids that somebody has no business with: of other's things, and of organisations that are no partners. */
function foreignIn(value: unknown, { name }: Reader, organisationId: string): string[] {
  const isPartner = (field: string, id: string) =>
    field !== 'id' && /^(trs|sub)_/.test(id) && ownership.arePartners(id, organisationId)
  const isStep = (id: string) => name === STEPS.reader && STEPS.pattern.test(id)
  return textsIn(value)
    .filter(({ text }) => ownership.isKnown(text) && !ownership.isOwn(text, organisationId))
    .filter(({ field, text }) => !REFERENCES.includes(field) && !isPartner(field, text))
    .filter(({ text }) => !isStep(text))
    .map(({ field, text }) => `${field} ${text}`)
}

const saysNothing = (value: unknown) =>
  value === null || textsIn(value).every(({ text }) => !ownership.isKnown(text))

const PEOPLE = [
  ['the owner of trs_001', 'trs_001', memberOf],
  ['the viewer of trs_001', 'trs_001', viewerOf],
  ['the owner of trs_003', 'trs_003', memberOf],
  ['the owner of sub_001', 'sub_001', memberOf],
  ['the viewer of sub_001', 'sub_001', viewerOf],
  ['the owner of an unknown treasury', 'trs_999', memberOf],
  ['the owner of an unknown subscriber', 'sub_999', memberOf],
] as const

beforeAll(async () => {
  ownership = await Ownership.read(store.db)
})

describe('every reader', () => {
  it('is found where it is exported, and unscoped ones are listed while they exist', () => {
    const names = READERS.map(nameOf)
    expect(Object.keys(UNSCOPED).filter((name) => !names.includes(name))).toEqual([])
    expect(REFERENCE_DATA.filter((name) => !READERS.some((each) => each.name === name))).toEqual([])
    const exported = READERS.filter(({ file }) => modules[`/${file}`] === undefined)
    expect(exported).toEqual([])
  })

  it('that scopes nothing is asked by no page that has not made sure', () => {
    const open = READERS.flatMap((reader) =>
      reader.askedBy
        .filter(
          (file) => nameOf(reader) in UNSCOPED && !UNSCOPED[nameOf(reader)]?.askedBy?.test(file),
        )
        .map((file) => `${reader.place} by ${file}`),
    )
    expect(open).toEqual([])
  })

  it('of a list gives somebody something', async () => {
    expect(LISTS.length).toBeGreaterThanOrEqual(2)
    for (const [place, list] of LISTS) {
      const { page } = await askList(list, adminOf(store.ctx))
      expect(page.rows.length, place).toBeGreaterThan(0)
    }
  })

  it('gives somebody something, so that none passes empty', async () => {
    const silent: string[] = []
    for (const reader of SCOPED.filter(({ name }) => !REFERENCE_DATA.includes(name))) {
      const told: string[] = []
      for (const id of ['flowrate', 'trs_001', 'sub_001']) {
        const ctx = id === 'flowrate' ? adminOf(store.ctx) : memberOf(store.ctx, id)
        const isOwn = (each: string) => id === 'flowrate' || ownership.isOwn(each, id)
        const answers = await ask(reader, ctx, ownership.sample(isOwn))
        told.push(JSON.stringify(answers.map(({ value }) => value)))
      }
      // What names nothing, such as a count, differs at least from one to another.
      if (told.every((text) => saysNothing(JSON.parse(text))) && new Set(told).size === 1) {
        silent.push(reader.place)
      }
    }
    expect(silent).toEqual([])
  })
})

describe.each(PEOPLE)('%s', (_who, organisationId, contextOf) => {
  it.each(byPlace(SCOPED))('gets only what is theirs from %s', async (_place, reader) => {
    const ctx = contextOf(store.ctx, organisationId)
    const isOwn = (id: string) => ownership.isOwn(id, organisationId)
    const answers = await ask(reader, ctx, ownership.sample(isOwn))
    expect(answers.flatMap(({ value }) => foreignIn(value, reader, organisationId))).toEqual([])
    const text = JSON.stringify(answers.map(({ value }) => value))
    const names = ownership.foreignNames(organisationId)
    expect(names.filter((name) => text.includes(name))).toEqual([])
    if (organisationId.endsWith('999')) {
      expect(answers.filter(({ value }) => !saysNothing(value))).toEqual([])
    }
  })

  it.each(byPlace(SCOPED.filter(isById)))(
    'gets nothing of others from %s',
    async (_place, reader) => {
      const foreign = ownership.sample((id) => !ownership.isOwn(id, organisationId))
      const answers = await ask(reader, contextOf(store.ctx, organisationId), foreign)
      expect(answers.filter(({ value }) => value !== null)).toEqual([])
    },
  )

  it.each(LISTS)('gets only what is theirs from %s', async (_place, list) => {
    const told = await askList(list, contextOf(store.ctx, organisationId))
    const foreign = textsIn(told).filter(
      ({ text }) => ownership.isKnown(text) && !ownership.isOwn(text, organisationId),
    )
    expect(foreign).toEqual([])
    const names = ownership.foreignNames(organisationId)
    expect(names.filter((name) => JSON.stringify(told).includes(name))).toEqual([])
    const nothing = { rows: [], matching: 0, total: 0, upTo: null }
    if (organisationId.endsWith('999')) expect(told).toMatchObject({ all: [], page: nothing })
  })

  /** Answers that name nothing: a sum, a count, the days of a chart. */
  it('gets sums and counts of its own alone', async () => {
    for (const reader of SCOPED.filter(({ name }) => !REFERENCE_DATA.includes(name))) {
      if (isById(reader)) continue
      const all = await ask(reader, adminOf(store.ctx), [])
      if (all.some(({ value }) => !saysNothing(value)) || all.length === 0) continue
      const own = await ask(reader, contextOf(store.ctx, organisationId), [])
      expect(own, reader.place).not.toEqual(all)
      const figures = JSON.stringify(own.map(({ value }) => value))
      if (organisationId.endsWith('999')) expect(figures, reader.place).not.toMatch(/[1-9]/)
    }
  })

  it('gets sums by counterparty of its own rows alone', async () => {
    const { from, to } = completeDays(new Date(REFERENCE_INSTANT), 30)
    const window = { from, to }
    const attemptsOf = async (ctx: UserCtx) =>
      new Map(
        (await sumHtlcsBySubscriber(ctx, window, previousWindow(window))).map((row) => [
          row.subscriberId,
          row.htlcs.htlcAttempts,
        ]),
      )
    const all = await attemptsOf(adminOf(store.ctx))
    for (const [party, attempts] of await attemptsOf(contextOf(store.ctx, organisationId))) {
      if (party === organisationId) continue
      expect(attempts).toBeLessThanOrEqual(all.get(party) ?? 0)
    }
  })
})
