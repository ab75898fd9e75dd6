'use server'

import { proveInput } from '@/lib/platform/session/prove'
import { defineAction } from '@/lib/web/action'
import { proveViewer } from '@/lib/web/proof'

/** The password again, for what binds; its form sends no idempotency key. */
export const prove = defineAction({
  name: 'session.prove',
  input: proveInput,
  viewers: 'allowed',
  run: async (ctx, input) => {
    await proveViewer(ctx, input)
    return { data: undefined }
  },
})
