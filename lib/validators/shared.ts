import { z } from 'zod'
import { ALERT_SEVERITIES, ROLES } from '@/types'
import { btcNumber, isoDate, isoInstant, nonEmpty } from './primitives'

export const alertSchema = z.strictObject({
  id: z.string(),
  userId: z.string(),
  userType: z.enum(ROLES),
  severity: z.enum(ALERT_SEVERITIES),
  title: nonEmpty,
  message: nonEmpty,
  actionLabel: nonEmpty.optional(),
  actionUrl: z.string().optional(),
  createdAt: isoInstant,
  readAt: isoInstant.optional(),
  dismissedAt: isoInstant.optional(),
})

export const yieldDataPointSchema = z.strictObject({
  date: isoDate,
  routingYield: btcNumber,
  leaseYield: btcNumber,
})

export const capacityDataPointSchema = z.strictObject({
  date: isoDate,
  delivered: btcNumber,
  used: btcNumber,
  successRate: z.number().min(0).max(100).nullable(),
})
