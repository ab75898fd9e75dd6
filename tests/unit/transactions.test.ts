import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CallGraph, type NamedFunction, placeOf } from '@/tests/support/call-graph'

const graph = new CallGraph('lib', 'app')
const OPEN = graph.find('lib/db/transaction.ts', 'withTransaction')
const AUDIT = graph.find('lib/platform/audit/write.ts', 'audit')

/** Every function that opens a transaction, under its place. */
const subjects = graph.functions.filter((each) => graph.calls(each, OPEN))

const WRAPS_COMMANDS = 'runs the command of its caller, which asks and audits for itself'
const OWN_SESSION = 'ends or turns the session of whoever asks, and no other'
const OWN_RECEIPTS = 'a person’s own marks on what they may see, a viewer’s too'

/** Transactions that ask no policy, by file and function, and why. */
const NO_POLICY: Readonly<Record<string, string>> = {
  'run-once.ts runOnce': WRAPS_COMMANDS,
  'loop.ts runAlone': 'runs a job, whose actor is the system',
  'read-all-notifications.ts readAllNotifications': OWN_RECEIPTS,
  'receipt.ts changeReceipt': OWN_RECEIPTS,
  'save-preferences.ts savePreferences': 'a person’s own preferences',
  'sign-out.ts signOut': OWN_SESSION,
  'switch-organisation.ts switchOrganisation': OWN_SESSION,
}

/** The same of those that leave no audit row. */
const NO_AUDIT: Readonly<Record<string, string>> = {
  'start-operation.ts insertOperation':
    'a savepoint for an insert that may find another one first; its caller audits',
  'run-due.ts factsBefore': 'daily facts of the mocked network: nobody’s deed',
  'run-once.ts runOnce': WRAPS_COMMANDS,
  'loop.ts runAlone': 'runs a job, which audits what it changes',
}

const typeOf = (parameter: NamedFunction['parameters'][number] | undefined) =>
  parameter?.type?.getText() ?? ''

/** `assertMaySign(actor)`: throws unless this actor may. */
const isPolicy = ({ name, parameters }: NamedFunction) =>
  name.startsWith('assert') && /\bActor\b/.test(typeOf(parameters[0]))

/** No request has such a context: only jobs and scripts make one. */
const isForTheSystem = ({ parameters }: NamedFunction) => /^SystemCtx\b/.test(typeOf(parameters[0]))

/** A command asks for itself, whatever pages and routes have asked before. */
const isEdge = ({ file }: NamedFunction) => /^(app|lib\/web)\//.test(file)

const asks = (each: NamedFunction) =>
  graph.holdsFor(
    each,
    (one) => !isEdge(one) && (isForTheSystem(one) || graph.alwaysReaches(one, isPolicy)),
  )
const audits = (each: NamedFunction) => graph.reaches(each, (callee) => callee === AUDIT)

const nameOf = ({ file, name }: NamedFunction) => `${path.basename(file)} ${name}`
const isIn = (list: Readonly<Record<string, string>>) => (each: NamedFunction) =>
  nameOf(each) in list

const source = (file: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8')

describe('whatever opens a transaction', () => {
  it('is found, wherever it stands', () => {
    const found = new Set(subjects.map(({ file }) => file))
    const files = new Set(graph.functions.map(({ file }) => file))
    const mentioning = [...files].filter((file) => /\bwithTransaction\(/.test(source(file)))
    expect(mentioning.filter((file) => !found.has(file) && file !== OPEN.file)).toEqual([])
    expect(subjects.length).toBeGreaterThan(0)
    const aside = [...files].filter((file) => /\.transaction\(/.test(source(file)))
    expect(aside).toEqual(['lib/db/transaction.ts', 'lib/db/wrap.ts', 'lib/seed.ts'])
  })

  it('asks a policy first, is the system’s alone, or is listed with its reason', () => {
    expect(subjects.filter((each) => !asks(each) && !isIn(NO_POLICY)(each)).map(placeOf)).toEqual(
      [],
    )
  })

  it('leaves an audit row, or is listed with its reason', () => {
    const silent = subjects.filter((each) => !audits(each) && !isIn(NO_AUDIT)(each))
    expect(silent.map(placeOf)).toEqual([])
  })

  it('is listed only while it needs to be', () => {
    const unheard = subjects.filter((each) => !asks(each)).map(nameOf)
    expect(Object.keys(NO_POLICY).filter((name) => !unheard.includes(name))).toEqual([])
    const unaudited = subjects.filter((each) => !audits(each)).map(nameOf)
    expect(Object.keys(NO_AUDIT).filter((name) => !unaudited.includes(name))).toEqual([])
  })

  it('runs on the server alone', () => {
    const open = subjects.filter(({ file }) => !source(file).includes("import 'server-only'"))
    expect(open.map(placeOf)).toEqual([])
  })
})
