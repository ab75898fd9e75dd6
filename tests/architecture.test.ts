import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { compareVersions } from '@/lib/core/semver'

const ROOT = path.resolve(import.meta.dirname, '..')

const TOP_FOLDERS = ['app', 'components', 'docs', 'lib', 'public', 'scripts', 'tests', 'types']
const LIB_FOLDERS = [
  'auth',
  'core',
  'db',
  'domains',
  'flows',
  'lightning',
  'mock-data',
  'platform',
  'validators',
  'web',
]
const BARRELS = ['types/index.ts', 'lib/mock-data/index.ts']
const MAX_LINES = 300
const MAX_PAGE_LINES = 80
const MAX_FILES_IN_FOLDER = 15

/** Longer than the limit, and why. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'app/globals.css': 'all design tokens in one place',
  'components/ui/icons.tsx': 'one path per icon',
  'lib/domains/liquidity/treasury/rules.ts': 'all formulas of the treasury side by side',
  'types/admin.ts': 'the vocabulary of the desk',
  'types/treasury.ts': 'the vocabulary of the treasury',
}

/** Folders with more files than the limit, and why. */
const WIDE_FOLDERS: Readonly<Record<string, string>> = {
  'components/shared': 'one composite per file',
  'components/shell': 'one part of the frame per file',
  'lib/core': 'one small file per idea of the kernel',
  'lib/validators': 'one file per types file, with its invariants',
  'lib/web': 'one small file per concern of the edge',
}

/** Tables of nobody in particular: the platform's own, and parts that belong to a row with an owner. */
const TABLES_WITHOUT_OWNER: Readonly<Record<string, string>> = {
  account: "belongs to a person, who belongs to organisations by 'membership'",
  demo_world: 'one row about the store',
  notification_receipt: 'belongs to a person and a notification',
  platform_policy: "Flowrate's own",
  policy_template: 'offered to every treasury',
  preference: 'belongs to a person',
  rate_limit: 'counts before anybody is known',
  reconciliation_diff: "Flowrate's own",
  session: 'belongs to a person',
  treasury_pool: "Flowrate's own, over several treasuries",
  user: 'a person may belong to several organisations',
  verification: 'belongs to a person',
}
const OWNER_COLUMN =
  /^(organisation|treasury|subscriber|lessee|lessor|tenant)(_id|_organisation_id)$/

const FLOORS: Readonly<Record<string, string>> = {
  next: '16.4.1',
  react: '19.2.6',
  'react-dom': '19.2.6',
  'drizzle-orm': '0.45.2',
  'better-auth': '1.6.23',
}

interface Lockfile {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string; link?: true }>
}

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((name) => statSync(path.join(ROOT, name)).isFile())
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}

function folderNames(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter(
      (name) => !['node_modules', 'coverage', 'test-results', 'playwright-report'].includes(name),
    )
    .sort()
}

const sources = ['app', 'components', 'lib', 'types', 'scripts'].flatMap(filesBelow)
const code = sources.filter((file) => /\.(ts|tsx)$/.test(file))
const lineCount = (file: string) => read(file).trimEnd().split('\n').length

describe('the house', () => {
  it('has the rooms that were agreed and no other', () => {
    expect(folderNames('.')).toEqual(TOP_FOLDERS)
    expect(folderNames('lib')).toEqual(LIB_FOLDERS)
  })

  it('has two barrels', () => {
    const barrels = code.filter((file) => {
      const lines = read(file)
        .split('\n')
        .filter((line) => line.trim() !== '')
      const exports = lines.filter((line) => /^export (type )?(\*|\{[^}]*\}) from/.test(line))
      return exports.length > 0 && path.basename(file) === 'index.ts'
    })
    expect(barrels.filter((file) => !BARRELS.includes(file))).toEqual([])
    expect(code.filter((file) => /(^|\/)index\.tsx?$/.test(file)).sort()).toEqual(
      BARRELS.filter((file) => code.includes(file)).sort(),
    )
  })

  it('keeps pages short', () => {
    const long = code.filter(
      (file) => file.endsWith('/page.tsx') && lineCount(file) > MAX_PAGE_LINES,
    )
    expect(long).toEqual([])
  })

  it('keeps files short, or says why not', () => {
    const long = sources
      .filter((file) => /\.(ts|tsx|css|mjs)$/.test(file) && lineCount(file) > MAX_LINES)
      .filter((file) => LONG_FILES[file] === undefined)
    expect(long).toEqual([])
  })

  it('keeps folders small, or says why not', () => {
    const counts = new Map<string, number>()
    for (const file of code) {
      counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1)
    }
    const wide = [...counts]
      .filter(
        ([folder, count]) => count > MAX_FILES_IN_FOLDER && WIDE_FOLDERS[folder] === undefined,
      )
      .map(([folder, count]) => `${folder} has ${count}`)
    expect(wide).toEqual([])
  })

  it('imports by "@/" across rooms', () => {
    const climbing = code.filter(
      (file) => !file.startsWith('app/') && /from '\.\.\/\.\.\//.test(read(file)),
    )
    expect(climbing).toEqual([])
  })
})

describe('what runs in the browser', () => {
  const leaves = code.filter((file) => /^['"]use client['"]/m.test(read(file).slice(0, 400)))

  it('is found by this test', () => {
    expect(leaves.length).toBeGreaterThan(0)
  })

  it('brings neither zod, the store nor the auth library', () => {
    const forbidden =
      /^import (?!type ).*from '(zod|drizzle-orm.*|pg|@electric-sql\/.*|better-auth.*|pino|@\/lib\/(db|env|log|auth\/auth|mock-data).*|.*\/(queries|table|inputs))'/m
    expect(leaves.filter((file) => forbidden.test(read(file)))).toEqual([])
  })

  it('does not load the chart library with the page', () => {
    const pattern = /^import (?!type ).*from 'recharts'/m
    const eager = code
      .filter((file) => !file.startsWith('scripts/') && pattern.test(read(file)))
      .filter((file) => !/(drawing|plot|recharts|canvas)[^/]*\.tsx$/.test(file))
    expect(eager).toEqual([])
  })
})

describe('what runs on the server alone', () => {
  it('says so: queries and commands import "server-only"', () => {
    const open = code.filter(
      (file) =>
        /^lib\/(domains\/[^/]+\/[^/]+|platform\/[^/]+|flows)\/(queries|.*-(lease|notification|preferences|organisation))\.ts$/.test(
          file,
        ) && !read(file).includes("import 'server-only'"),
    )
    expect(open).toEqual([])
  })

  it('gives every form action a name of its own, which idempotency keys rely on', () => {
    const names = code
      .filter((file) => file.startsWith('app/') && /\b(defineAction|command)\(/.test(read(file)))
      .flatMap((file) => [...read(file).matchAll(/^ +name: '(\w+\.\w+)',$/gm)])
      .map(([, name]) => name)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe('a sentence for people', () => {
  /** What is signed or hashed has one text for everybody; files and invariants speak BTC. */
  const ONE_TEXT = /contract\/(document-)?rules\.ts$/

  it('has its amounts as facts, which its reader gets in an own unit', () => {
    const writers = code
      .filter((file) => /^lib\/(domains|flows)\//.test(file) && !ONE_TEXT.test(file))
      .filter((file) => /\b(formatBtc|btcText|gapText)\b/.test(read(file)))
    expect(writers).toEqual([])
  })
})

describe('tables', async () => {
  const files = code.filter((file) => /^lib\/.*\/table\.ts$/.test(file))
  const modules = await Promise.all(
    files.map(async (file) => (await import(path.join(ROOT, file))) as Record<string, unknown>),
  )
  const tables = modules.flatMap((module) =>
    Object.values(module).filter((value): value is PgTable => is(value, PgTable)),
  )

  it('are all found', () => {
    expect(tables.length).toBeGreaterThan(25)
  })

  it('have an organisation column or a foreign key to a row that has one, or are listed', () => {
    const owned = new Set(['organisation'])
    for (let before = -1; before !== owned.size; ) {
      before = owned.size
      for (const table of tables) if (isOwned(table, owned)) owned.add(getTableName(table))
    }
    const orphans = tables
      .map((table) => getTableName(table))
      .filter((name) => !owned.has(name) && TABLES_WITHOUT_OWNER[name] === undefined)
    expect(orphans).toEqual([])
  })
})

function isOwned(table: PgTable, owned: ReadonlySet<string>): boolean {
  const { columns, foreignKeys } = getTableConfig(table)
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (columns.some((column) => OWNER_COLUMN.test(snake(column.name)))) return true
  return foreignKeys.some((key) => owned.has(getTableName(key.reference().foreignTable)))
}

describe('packages', () => {
  const manifest = JSON.parse(read('package.json')) as {
    dependencies: Record<string, string>
    devDependencies: Record<string, string>
  }
  const { packages } = JSON.parse(read('package-lock.json')) as Lockfile

  it('are pinned exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name}@${version}`)
    expect(loose).toEqual([])
  })

  it.each(Object.entries(FLOORS))('%s is at least %s', (name, floor) => {
    const version = packages[`node_modules/${name}`]?.version ?? '0'
    expect(compareVersions(version, floor)).toBeGreaterThanOrEqual(0)
  })

  it('come from no registry but the configured one', () => {
    const foreign = Object.entries(packages)
      .filter(([, { resolved }]) => resolved !== undefined)
      .filter(([, { resolved }]) => !resolved?.startsWith('https://registry.npmjs.org/'))
      .map(([name]) => name)
    expect(foreign).toEqual([])
  })

  it('are locked by their content', () => {
    const unlocked = Object.entries(packages)
      .filter(([name, entry]) => name !== '' && !entry.link && entry.integrity === undefined)
      .filter(([name]) => !('inBundle' in (packages[name] ?? {})))
      .map(([name]) => name)
    expect(unlocked).toEqual([])
  })
})
