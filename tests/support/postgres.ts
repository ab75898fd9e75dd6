import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { setUpStore } from '@/lib/db/migrate'
import { openPostgres } from '@/lib/db/postgres'
import { type Content, fill } from './images'

export interface PostgresTemplates {
  url: string
  names: Record<Content, string>
}

/** The server that tests may make databases on. */
export function testServerUrl(): string {
  const url = process.env.DATABASE_URL_TEST
  if (url === undefined) throw new Error('DATABASE_URL_TEST is not set; use npm run test:postgres.')
  return url
}

export async function makeTemplates(url: string): Promise<PostgresTemplates> {
  const run = randomBytes(4).toString('hex')
  const names = { empty: `flowrate_empty_${run}`, seeded: `flowrate_seeded_${run}` }
  for (const content of ['empty', 'seeded'] as const) {
    await administer(url, `create database ${names[content]}`)
    const store = await openPostgres(withDatabase(url, names[content]), '')
    await setUpStore(store, (db) => fill(db, content))
    await store.close()
  }
  return { url, names }
}

export async function dropTemplates({ url, names }: PostgresTemplates): Promise<void> {
  for (const name of Object.values(names)) await dropDatabase(url, name)
}

/** A database without any table. */
export async function makeDatabase(url: string): Promise<{ name: string; url: string }> {
  const name = `flowrate_test_${randomBytes(6).toString('hex')}`
  await administer(url, `create database ${name}`)
  return { name, url: withDatabase(url, name) }
}

/** A database of a test file's own. */
export async function copyTemplate(
  { url, names }: PostgresTemplates,
  content: Content,
): Promise<{ name: string; url: string }> {
  const name = `flowrate_test_${randomBytes(6).toString('hex')}`
  await administer(url, `create database ${name} template ${names[content]}`)
  return { name, url: withDatabase(url, name) }
}

export function dropDatabase(url: string, name: string): Promise<void> {
  return administer(url, `drop database if exists ${name} with (force)`)
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
