import { formatBtc } from '@/lib/core/money'
import type { Paper, PaperFact, PaperSection } from '@/lib/core/paper'
import { isolated, onOneLine } from '@/lib/core/plain-text'
import { addMs, DAY_MS } from '@/lib/core/time'
import type {
  ContractRecord,
  ContractSignatureRecord,
  ContractStatus,
  IsoInstant,
  LeaseParty,
  LeaseRecord,
  Sats,
} from '@/types'
import { annualisedPpm, effectiveCostPpm, leaseFeeSats } from '../lease/rules'
import { feeStructure } from './rules'
import { CLAUSES, contractText, namesNote } from './text-rules'

/** One signature as somebody may read it. */
export interface SignatureView {
  party: LeaseParty
  /** The party as both know it. */
  label: string
  /** The person; null where the name would tell who an anonymous party is. */
  signerName: string | null
  signedAt: IsoInstant
  termsHash: string
}

export interface ContractDocument {
  id: string
  leaseId: string
  status: ContractStatus
  version: number
  termsText: string
  termsHash: string
  signatures: SignatureView[]
  /** The whole contract, readable, on screen as on paper. */
  paper: Paper
}

export interface ContractFacts {
  contract: ContractRecord
  lease: Pick<LeaseRecord, 'status' | 'startAt' | 'endAt'>
  signatures: readonly SignatureView[]
  /** Registered names, for Flowrate's own copy alone. */
  registered: { lessor: string; lessee: string } | null
}

/** The contract as a document: what is leased, for how long, at what price, with which rights. */
export function contractPaper(facts: ContractFacts): ContractDocument {
  const { contract, signatures } = facts
  const termsText = contractText(contract)
  const note = namesNote(contract)
  return {
    id: contract.id,
    leaseId: contract.leaseId,
    status: contract.status,
    version: contract.version,
    termsText,
    termsHash: contract.termsHash,
    signatures: [...signatures],
    paper: {
      title: 'Lease of inbound capacity',
      subtitle: `Contract ${contract.id} · ${contract.leaseId}`,
      sections: [
        partiesSection(facts),
        subjectSection(facts),
        priceSection(contract),
        ...unsignedClauses(contract),
        {
          heading: 'Signed terms',
          paragraphs: [
            'Both parties sign the SHA-256 of exactly these lines, joined by line feeds, in UTF-8.',
            ...(note === null ? [] : [note]),
          ],
          lines: [...termsText.split('\n'), '', `SHA-256 ${contract.termsHash}`],
        },
        signatureSection(facts),
      ],
      footer: `Contract ${contract.id} · SHA-256 ${contract.termsHash}`,
    },
  }
}

const STATUS_WORDS: Readonly<Record<ContractStatus, string>> = {
  draft: 'Draft: it binds nobody until both parties have signed',
  active: 'Active: signed by both parties',
  completed: 'Completed',
  void: 'Void: it never came into force',
}

function partiesSection({ contract, registered }: ContractFacts): PaperSection {
  const names: PaperFact[] =
    registered === null
      ? []
      : [
          { label: 'Lessor, registered name', value: onOneLine(registered.lessor) },
          { label: 'Lessee, registered name', value: onOneLine(registered.lessee) },
        ]
  return {
    heading: 'Parties',
    facts: [
      { label: 'Lessor', value: onOneLine(contract.lessorLabel) },
      { label: 'Lessee', value: onOneLine(contract.lesseeLabel) },
      ...names,
      { label: 'Status', value: STATUS_WORDS[contract.status] },
      { label: 'Issued', value: instantText(contract.issuedAt) },
    ],
    paragraphs: paragraphsOf(contract, 'Parties'),
  }
}

function subjectSection({ contract, lease }: ContractFacts): PaperSection {
  const { startAt, termDays } = contract
  const hasRun = lease.status !== 'pending' && lease.status !== 'cancelled'
  const inForce: PaperFact[] = hasRun
    ? [{ label: 'In force', value: `${instantText(lease.startAt)} to ${instantText(lease.endAt)}` }]
    : []
  return {
    heading: 'What is leased',
    facts: [
      { label: 'Inbound capacity', value: amountText(contract.sizeSats) },
      { label: 'Term', value: `${termDays} days of 24 hours` },
      { label: 'Planned start', value: instantText(startAt) },
      { label: 'Planned end', value: instantText(addMs(startAt, termDays * DAY_MS)) },
      ...inForce,
    ],
    paragraphs: paragraphsOf(contract, 'What is leased'),
  }
}

function priceSection(contract: ContractRecord): PaperSection {
  const endAt = addMs(contract.startAt, contract.termDays * DAY_MS)
  return {
    heading: 'Fee',
    facts: [
      { label: 'Fee', value: feeStructure(contract) },
      { label: 'In all', value: amountText(leaseFeeSats(contract)) },
      {
        label: 'Effective rate',
        value: `${ppmText(effectiveCostPpm(contract))} of size for the term`,
      },
      {
        label: 'Annualised rate',
        value: `${ppmText(annualisedPpm({ ...contract, endAt }))} · simple · 365 days`,
      },
    ],
    paragraphs: paragraphsOf(contract, 'Fee'),
  }
}

/** Template 1 signs the terms alone; the clauses that held beside them stand with it as they were. */
function unsignedClauses({ template }: Pick<ContractRecord, 'template'>): PaperSection[] {
  return template === 1 ? CLAUSES.filter(({ heading }) => !OF_FACTS.includes(heading)) : []
}

/** Clauses that stand below the facts that they are about. */
const OF_FACTS = ['Parties', 'What is leased', 'Fee']

/** The paragraphs below a section's facts, where the signed text does not say them itself. */
function paragraphsOf({ template }: Pick<ContractRecord, 'template'>, heading: string): string[] {
  if (template !== 1) return []
  return CLAUSES.flatMap((clause) => (clause.heading === heading ? clause.paragraphs : []))
}

const PARTY_WORDS: Readonly<Record<LeaseParty, string>> = {
  treasury: 'Lessor',
  subscriber: 'Lessee',
}

function signatureSection({ contract, signatures }: ContractFacts): PaperSection {
  const parties = ['treasury', 'subscriber'] as const
  const rows = parties.map((party) => ({
    label: PARTY_WORDS[party],
    signature: signatures.find((candidate) => candidate.party === party),
  }))
  return {
    heading: 'Signatures',
    facts: rows.map(({ label, signature }) => ({
      label,
      value: signature === undefined ? 'Not signed yet' : signatureText(signature),
    })),
    paragraphs:
      contract.status === 'draft'
        ? ['An unsigned draft falls back when its reservation is over.']
        : [],
    lines: rows.flatMap(({ label, signature }) =>
      signature === undefined ? [] : `${label} signed ${signature.termsHash}`,
    ),
  }
}

function signatureText({ signerName, label, signedAt }: SignatureView): string {
  const party = isolated(onOneLine(label))
  const isOwnName = signerName === null || signerName === label
  const who = isOwnName ? party : `${isolated(onOneLine(signerName))} for ${party}`
  return `${who}, ${instantText(signedAt)}`
}

/**
 * Who may read the person behind a signature: own side and Flowrate always, the other side's never where
 * it is anonymous.
 */
export function signatureViews(
  signatures: readonly ContractSignatureRecord[],
  contract: Pick<ContractRecord, 'lessorLabel' | 'lesseeLabel'>,
  hiddenParty: LeaseParty | null,
): SignatureView[] {
  return signatures.map(({ party, signerName, signedAt, termsHash }) => ({
    party,
    label: party === 'treasury' ? contract.lessorLabel : contract.lesseeLabel,
    signerName: party === hiddenParty ? null : signerName,
    signedAt,
    termsHash,
  }))
}

function amountText(amount: Sats): string {
  return `${formatBtc(amount)} BTC (${amount.toLocaleString('en-US')} sats)`
}

function ppmText(ppm: number): string {
  return `${ppm.toLocaleString('en-US')} ppm`
}

/** "2026-11-20 00:00:00 UTC" */
function instantText(at: IsoInstant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`
}
