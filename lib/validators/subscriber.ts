import { z } from 'zod'
import {
  API_KEY_PERMISSIONS,
  CURRENCIES,
  INVOICE_VIEW_STATUSES,
  RISK_TIERS,
  TICKET_VIEW_STATUSES,
  WEBHOOK_EVENTS,
} from '@/types'
import { btcNumber, isoInstant, nonEmpty, wholeNumber } from './primitives'

export const subscriberSchema = z.strictObject({
  id: z.string(),
  name: nonEmpty,
  inboundLeased: btcNumber,
  expiringLeases: wholeNumber,
  effectiveCostPPM: wholeNumber,
  effectiveCostFixed: btcNumber,
  paymentSuccessRate: z.number(),
  openIncidents: wholeNumber.nonnegative(),
  channelCount: wholeNumber.nonnegative(),
  primaryPeers: z.array(nonEmpty),
  lastPolicyUpdate: isoInstant,
})

export const demandTicketSchema = z.strictObject({
  id: z.string(),
  subscriberId: z.string(),
  size: btcNumber,
  term: wholeNumber,
  priceMin: wholeNumber,
  priceMax: wholeNumber,
  riskTier: z.enum(RISK_TIERS),
  status: z.enum(TICKET_VIEW_STATUSES),
  createdAt: isoInstant,
  matchedTreasuryId: z.string().optional(),
})

export const apiKeySchema = z.strictObject({
  id: z.string(),
  subscriberId: z.string(),
  label: nonEmpty,
  keyPrefix: z.string(),
  createdAt: isoInstant,
  lastUsed: isoInstant.optional(),
  permissions: z.array(z.enum(API_KEY_PERMISSIONS)),
})

export const webhookSchema = z.strictObject({
  id: z.string(),
  subscriberId: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  secret: z.string().optional(),
  isActive: z.boolean(),
  lastTriggered: isoInstant.optional(),
})

export const invoiceSchema = z.strictObject({
  id: z.string(),
  subscriberId: z.string(),
  period: z.string(),
  amount: z.number(),
  currency: z.enum(CURRENCIES),
  status: z.enum(INVOICE_VIEW_STATUSES),
  dueDate: isoInstant,
  pdfUrl: z.string(),
})
