import 'server-only'
import type { Ctx } from '@/lib/platform/ctx'
import type { Statement } from '@/types'
import { listStatementRecords } from './queries'
import { toStatement } from './rules'

/** Final statements of the viewer's treasury; all for admins. */
export async function listStatements(ctx: Ctx): Promise<Statement[]> {
  return (await listStatementRecords(ctx)).map(toStatement)
}
