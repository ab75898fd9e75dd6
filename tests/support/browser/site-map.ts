import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Role } from '@/types'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** A page or route file, as the framework makes an address of it. */
export interface SiteFile {
  /** Below app/: "(treasury)/treasury/leases/[leaseId]/page.tsx". */
  file: string
  kind: 'page' | 'export' | 'endpoint'
  /** Who may enter, told from its group; "signed-in" is every role. */
  area: 'public' | 'signed-in' | Role
  /** "/treasury/leases/[leaseId]"; null for what is drawn beside or in place of another page. */
  pattern: string | null
  /** "leaseId", in order. */
  segments: readonly string[]
}

const GROUPS: Readonly<Record<string, SiteFile['area']>> = {
  '(public)': 'public',
  '(auth)': 'public',
  '(account)': 'signed-in',
  '(treasury)': 'treasury',
  '(subscriber)': 'subscriber',
  '(admin)': 'admin',
  api: 'signed-in',
}

/** Every page and route below app/, in order. */
export function siteFiles(): SiteFile[] {
  return readdirSync(path.join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /(^|\/)(page|route)\.tsx?$/.test(name))
    .sort()
    .map(siteFile)
}

function siteFile(file: string): SiteFile {
  const folders = file.split('/').slice(0, -1)
  const [group = ''] = folders
  const area = GROUPS[group]
  if (area === undefined) throw new Error(`${file} stands in a group that nobody may be known for`)
  const address = folders.filter((folder) => !/^\([^.)]+\)$/.test(folder))
  const isBeside = folders.some((folder) => folder.startsWith('@'))
  return {
    file,
    kind: kindOf(file),
    area,
    pattern: isBeside ? null : `/${address.join('/')}`,
    segments: address.flatMap((folder) => /^\[(?:\.\.\.)?(\w+)\]$/.exec(folder)?.[1] ?? []),
  }
}

function kindOf(file: string): SiteFile['kind'] {
  if (/page\.tsx?$/.test(file)) return 'page'
  return file.startsWith('api/') ? 'endpoint' : 'export'
}

/** A pattern with one value for its dynamic segment, each value once. */
export function addressesOf(pattern: string, values: readonly string[]): string[] {
  const dynamic = /\[[^\]]+\]/
  if (!dynamic.test(pattern)) return [pattern]
  return values.map((value) => pattern.replace(dynamic, value))
}

/** Whether a route file answers GET with more than "not this method". */
export function answersGet(file: string): boolean {
  return /export (const|async function|function) GET\b/.test(source(`app/${file}`))
}

/**
 * The members of a list that the product declares, `export const NAME = ['one', …] as const`, read from
 * its source: the modules around it run on the server alone.
 */
export function registry(name: string): string[] {
  const declaration = new RegExp(`export const ${name} = \\[([^\\]]*)\\] as const`)
  const files = readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => declaration.exec(source(path.join('lib', file)))?.[1])
  const [members, ...others] = files.filter((body) => body !== undefined)
  if (members === undefined || others.length > 0) throw new Error(`Not one list is called ${name}`)
  return [...members.matchAll(/'([^']+)'/g)].flatMap(([, member]) => member ?? [])
}

function source(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
}
