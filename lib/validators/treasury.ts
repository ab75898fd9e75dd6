import { z } from 'zod'
import { FEE_MODELS, LEASE_VIEW_STATUSES, NODE_STATUSES } from '@/types'
import { btcNumber, isoInstant, nonEmpty, wholeNumber } from './primitives'

export const treasurySchema = z.strictObject({
  id: z.string(),
  name: nonEmpty,
  deployedBTC: btcNumber,
  grossAPY: z.number(),
  netAPY: z.number(),
  earnedToDate: btcNumber,
  activeLeases: wholeNumber,
  utilization: z.number(),
  averageUptime: z.number(),
  flowrateMargin: z.number(),
  createdAt: isoInstant,
  payoutAddress: z.string().optional(),
})

export const nodeSchema = z.strictObject({
  id: z.string(),
  treasuryId: z.string(),
  alias: nonEmpty,
  pubkey: z.string(),
  version: z.string(),
  status: z.enum(NODE_STATUSES),
  ping: wholeNumber.nonnegative(),
  lastRebalance: isoInstant,
  uptime: z.number(),
  channelCount: wholeNumber,
  capacity: btcNumber,
  feeBaseMsat: wholeNumber.nonnegative(),
  feePPM: wholeNumber.nonnegative(),
  hasSigner: z.boolean(),
  warnings: z.array(nonEmpty),
})

export const leaseSchema = z.strictObject({
  id: z.string(),
  treasuryId: z.string(),
  subscriberId: z.string(),
  lesseeAlias: nonEmpty,
  size: btcNumber,
  startDate: isoInstant,
  endDate: isoInstant,
  daysRemaining: wholeNumber,
  feeModel: z.enum(FEE_MODELS),
  feeAmount: btcNumber.optional(),
  feePPM: wholeNumber.nonnegative().optional(),
  effectiveCostPPM: wholeNumber,
  status: z.enum(LEASE_VIEW_STATUSES),
})

export const channelSchema = z.strictObject({
  id: z.string(),
  nodeId: z.string(),
  peer: nonEmpty,
  capacity: btcNumber,
  localBalance: btcNumber,
  remoteBalance: btcNumber,
  utilization: z.number(),
  baseFee: wholeNumber.nonnegative(),
  feePPM: wholeNumber.nonnegative(),
  htlcSuccessRate: z.number(),
  uptime: z.number(),
  isActive: z.boolean(),
  lastUpdated: isoInstant,
})

export const statementSchema = z.strictObject({
  id: z.string(),
  treasuryId: z.string(),
  period: z.string(),
  leaseFeesEarned: btcNumber,
  routingFeesEarned: btcNumber,
  grossTotal: btcNumber,
  flowrateMargin: btcNumber,
  netTotal: btcNumber,
  generatedAt: isoInstant,
  downloadUrls: z.strictObject({ csv: z.string(), pdf: z.string() }),
})
