import 'server-only'
import type { z } from 'zod'
import { proveIdentity, type proveInput } from '@/lib/platform/session/prove'
import { getServices } from './services'
import type { ViewerCtx } from './viewer'

/** Makes this session's proof fresh by the password; outside of any transaction. */
export async function proveViewer(ctx: ViewerCtx, input: z.output<typeof proveInput>) {
  await proveIdentity(ctx, await getServices(), input)
}
