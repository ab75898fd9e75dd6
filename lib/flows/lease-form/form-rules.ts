import type { EarlyEndTerms } from '@/lib/domains/liquidity/early-end/rules'
import type { RequestTerms } from '@/lib/domains/liquidity/ticket/band-rules'
import type { LeaseView } from '@/lib/flows/lease-view/view'
import type { ContractRecord, IsoInstant, NodeStatus, Sats } from '@/types'

/** What the form of a lease's action shows, as of when it was opened. */
export interface LeaseForm {
  lease: LeaseView
  /** Flowrate's share of what the treasury earns; null for the lessee, who does not pay it. */
  marginBps: number | null
  /** What is signed by sending the form; null where nothing is. */
  signs: SignedText | null
  renew: RenewForm | null
  earlyEnd: EarlyEndTerms | null
  addOn: AddOnForm | null
  /** What a further request may ask for. */
  scale: RequestTerms | null
  /** What each channel gives, and where it could go. */
  reassign: ReassignForm | null
}

export interface SignedText {
  /** The whole text, line by line. */
  lines: readonly string[]
  /** Its SHA-256. */
  termsHash: string
  /** What to know of names in it that go over several lines. */
  note: string | null
}

export interface ReassignForm {
  channels: readonly {
    channelId: string
    nodeAlias: string
    nodeStatus: NodeStatus
    shareSats: Sats
    /** Alias of the node that would take it over now; null when none can. */
    takenOverBy: string | null
  }[]
}

export interface RenewForm {
  /** The least size; the most is that of the lease. */
  minSats: Sats
  minTermDays: number
  maxTermDays: number
  maxPpm: number
  respondBy: IsoInstant
  /** Why it cannot be renewed now, all of it; none when it can. */
  blockers: readonly string[]
  /** The lease is over: a request for the same capacity goes to the market instead. */
  isRequest: boolean
  /** What the contract says that asking signs, beside the terms; null for a request to the market. */
  contract: RenewalContract | null
}

export type RenewalContract = Pick<
  ContractRecord,
  'leaseId' | 'lessorLabel' | 'lesseeLabel' | 'template'
>

export interface AddOnForm {
  minSats: Sats
  availableSats: Sats
  maxPpm: number
  startAt: IsoInstant
  endAt: IsoInstant
  termDays: number
  /** The rate that keeps the price of a day and satoshi. */
  samePpm: number
}
