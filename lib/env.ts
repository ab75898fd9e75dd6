import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

export const MEMORY_DIR = 'memory://'

export interface Env {
  port: number
  host: string
  /** PostgreSQL, or null for the embedded store. */
  databaseUrl: string | null
  /** Absolute folder of the embedded store, or `memory://`. */
  dataDir: string
  /** Whether an empty store gets the demo world. */
  demo: boolean
  /** To whom the sign-in page offers the demo people: "local" is this machine, without a proxy between. */
  personas: 'nobody' | 'local' | 'everybody'
  /** Whether this machine may move the product clock and cause faults. */
  demoPowers: boolean
  seed: number
  scale: number
  /** The product clock stands still here; null when it runs. */
  frozenNow: Date | null
  /** Null on the embedded store, which keeps its own. */
  authSecret: string | null
  appUrl: string
  /** Bound to this machine, under an address of this machine. */
  isLocalSite: boolean
  /** CIDRs whose forwarding headers are believed. */
  trustedProxies: string[]
  webhookAllowPrivate: boolean
  isProduction: boolean
  isBuilding: boolean
}

/** The start is refused with this sentence alone. */
export class StartError extends Error {
  override name = 'StartError'
}

const SECRET_BYTES = 32

const flag = z.enum(['0', '1'], 'must be 0 or 1')
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, `must be a whole number from ${min} to ${max}`)
        .max(max, `must be a whole number from ${min} to ${max}`),
    )

const schema = z.object({
  PORT: whole(1, 65_535).default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:[\]-]+$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'must look like postgres://user@host:5432/database')
    .optional(),
  FLOWRATE_DATA_DIR: z.string().default('.data'),
  FLOWRATE_DEMO: flag.optional(),
  FLOWRATE_SEED: whole(0, 2_147_483_647).default(583),
  FLOWRATE_SCALE: whole(1, 100).default(1),
  FLOWRATE_NOW: z.iso
    .datetime({ offset: true, error: 'must be an ISO instant such as 2026-11-20T12:00:00Z' })
    .transform((text) => new Date(text))
    .optional(),
  AUTH_SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= SECRET_BYTES,
      `must be at least ${SECRET_BYTES} bytes long`,
    )
    .optional(),
  APP_URL: z
    .string()
    .refine(isOrigin, 'must be an origin such as https://flowrate.example, without a path')
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((cidr) => cidr.trim()))
    .refine((cidrs) => cidrs.every(isCidr), 'must be a list of CIDRs such as 10.0.0.0/8,::1/128')
    .default([]),
  WEBHOOK_ALLOW_PRIVATE: flag.default('0'),
  NODE_ENV: z.string().optional(),
  NEXT_PHASE: z.string().optional(),
})

/** Parses the environment. An empty value counts as unset. @throws StartError naming the variable. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new StartError(`${String(issue?.path[0])} ${issue?.message}.`)
  }
  const values = parsed.data
  const isEmbedded = values.DATABASE_URL === undefined
  if (!isEmbedded && values.AUTH_SECRET === undefined) {
    throw new StartError(
      `AUTH_SECRET must be set when DATABASE_URL is: a random text of at least ${SECRET_BYTES} bytes.`,
    )
  }
  const demo = (values.FLOWRATE_DEMO ?? (isEmbedded ? '1' : '0')) === '1'
  const appUrl = values.APP_URL
    ? new URL(values.APP_URL).origin
    : localUrl(values.HOST, values.PORT)
  const isLocalSite = isLoopbackName(values.HOST) && isLoopbackName(new URL(appUrl).hostname)
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: absoluteDir(values.FLOWRATE_DATA_DIR),
    demo,
    personas: personasFor(demo, isLocalSite, values.FLOWRATE_DEMO),
    demoPowers: demo && isLocalSite,
    seed: values.FLOWRATE_SEED,
    scale: values.FLOWRATE_SCALE,
    frozenNow: values.FLOWRATE_NOW ?? null,
    authSecret: values.AUTH_SECRET ?? null,
    appUrl,
    isLocalSite,
    trustedProxies: values.TRUSTED_PROXIES,
    webhookAllowPrivate: values.WEBHOOK_ALLOW_PRIVATE === '1',
    isProduction: values.NODE_ENV === 'production',
    isBuilding: values.NEXT_PHASE === 'phase-production-build',
  }
}

let cached: Env | undefined

/** The environment of this process, parsed once. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}

/** Whether a name or address is of this very machine. */
export function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  return (
    name === 'localhost' || (ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback')
  )
}

function personasFor(demo: boolean, isLocalSite: boolean, given: string | undefined) {
  if (!demo) return 'nobody'
  if (given === '1') return 'everybody'
  return isLocalSite ? 'local' : 'nobody'
}

function absoluteDir(dir: string): string {
  if (dir.startsWith(MEMORY_DIR)) return MEMORY_DIR
  return path.resolve(/* turbopackIgnore: true */ process.cwd(), dir)
}

function localUrl(host: string, port: number): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return `http://${name}:${port}`
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  return ['postgres:', 'postgresql:'].includes(protocol) && hostname !== '' && pathname.length > 1
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash, username } = new URL(text)
  return (
    ['http:', 'https:'].includes(protocol) && pathname === '/' && search + hash + username === ''
  )
}

function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text)
}
