import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { APIKey } from '@/types'
import { listApiKeyRecords } from './queries'
import { toApiKey } from './rules'

/** API keys of the viewer's organisation; all for admins. */
export async function listApiKeys(ctx: Ctx): Promise<APIKey[]> {
  return (await listApiKeyRecords(ctx)).map(toApiKey)
}
