import 'server-only'
import { headers } from 'next/headers'
import { systemCtx } from '@/lib/platform/ctx'
import { readProductClock } from '@/lib/platform/demo/queries'
import { findPasswordLink, redeemPasswordLink } from '@/lib/platform/session/set-password'
import { requestInfo } from './request-info'
import { getServices } from './services'

/** Whose link this is, or null when it works no more. */
export async function readPasswordLink(token: unknown): Promise<{ email: string } | null> {
  return typeof token === 'string' ? findPasswordLink(await linkCtx(), token) : null
}

export async function choosePassword(input: { token: string; password: string }): Promise<void> {
  await redeemPasswordLink(await linkCtx(), input)
}

async function linkCtx() {
  const { db } = await getServices()
  const { requestId, client } = requestInfo(await headers())
  const clock = await readProductClock(db)
  return { ...systemCtx({ db, clock, requestId }, 'password-link'), client }
}
