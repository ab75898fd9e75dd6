import { z } from 'zod'
import { CLOSE_MODES, LIGHTNING_FAULTS } from '@/types'

const id = z.string().regex(/^\w{1,100}$/, 'is not an id')
const reason = z.string().trim().min(10, 'needs at least 10 characters').max(500)

export const channelInput = z.strictObject({ channelId: id })

export const failChannelInput = z.strictObject({ channelId: id, reason })

export const closeChannelBody = z.strictObject({
  /** What the person typed to confirm: the peer's alias. */
  alias: z.string().max(100),
  mode: z.enum(CLOSE_MODES).default('cooperative'),
  /** Needed for a forced close. */
  reason: reason.optional(),
})

export const closeChannelInput = closeChannelBody.extend({ channelId: id })

export const scriptFaultInput = z.strictObject({
  nodeId: id,
  fault: z.enum(LIGHTNING_FAULTS),
  /** Operations that it strikes. */
  count: z.int().min(1).max(100),
})
