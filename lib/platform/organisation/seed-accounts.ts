import 'server-only'
import { hashPassword } from 'better-auth/crypto'
import { DEMO_PASSWORD, PERSONAS } from '@/lib/auth/personas'
import { accountTable, userTable } from '@/lib/auth/table'
import type { Database } from '@/lib/db/context'
import type { IsoInstant } from '@/types'
import { membershipTable } from './table'

/** Adds the demo people to a store that holds their organisations. One hash serves all of them. */
export async function seedAccounts(db: Database, createdAt: IsoInstant): Promise<void> {
  const password = await hashPassword(DEMO_PASSWORD)
  await db
    .insert(userTable)
    .values(
      PERSONAS.map(({ userId: id, name, email }) => ({ id, name, email, emailVerified: true })),
    )
  await db.insert(accountTable).values(
    PERSONAS.map(({ userId }) => ({
      id: `acc_${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password,
    })),
  )
  await db.insert(membershipTable).values(
    PERSONAS.map(({ userId, organisationId, memberRole: role }) => ({
      userId,
      organisationId,
      role,
      createdAt,
    })),
  )
}
