import { PERSONAS } from '@/lib/auth/personas'
import { type Clock, fixedClock } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { roleOfKind, type UserActor } from '@/lib/platform/actor'
import { type SystemCtx, systemCtx, type UserCtx } from '@/lib/platform/ctx'
import { seedAccounts } from '@/lib/platform/organisation/seed-accounts'
import { organisationTable } from '@/lib/platform/organisation/table'
import type { OrganisationKind } from '@/types'

export const NOW = '2026-11-21T12:00:00.000Z'

const KINDS: Readonly<Record<string, OrganisationKind>> = {
  trs_001: 'treasury',
  trs_002: 'treasury',
  sub_001: 'subscriber',
  sub_002: 'subscriber',
  flowrate: 'flowrate',
}

const FOUNDED = '2026-01-01T00:00:00.000Z'

/** The personas and their organisations in an otherwise empty store. */
export async function addPeople(db: Database): Promise<void> {
  await db.insert(organisationTable).values(
    Object.entries(KINDS).map(([id, kind]) => ({
      id,
      kind,
      name: `Organisation ${id}`,
      jurisdiction: 'CH',
      createdAt: FOUNDED,
    })),
  )
  await seedAccounts(db, FOUNDED)
}

/** The context of a persona by the first part of the e-mail address, such as "treasury-viewer". */
export function ctxOf(db: Database, name: string, clock: Clock = fixedClock(NOW)): UserCtx {
  return { db, clock, requestId: 'test-request', actor: actorOf(name) }
}

export function actorOf(name: string): UserActor {
  const persona = PERSONAS.find(({ email }) => email === `${name}@flowrate.example`)
  if (persona === undefined) throw new Error(`No persona ${name}`)
  const { userId, email, organisationId, memberRole } = persona
  return {
    kind: 'user',
    userId,
    name: persona.name,
    email,
    organisationId,
    organisationName: `Organisation ${organisationId}`,
    role: roleOfKind(KINDS[organisationId] ?? 'flowrate'),
    memberRole,
  }
}

export function systemCtxOf(db: Database, ip: string | null = '203.0.113.1'): SystemCtx {
  const base = { db, clock: fixedClock(NOW), requestId: 'test-request' }
  return { ...systemCtx(base, 'sign-in'), client: { ip, userAgent: 'test browser' } }
}
