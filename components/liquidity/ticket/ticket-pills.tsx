import { StatusPill, type Tone } from '@/components/shared/status-pill'
import type { ComplianceStatus, RiskTier } from '@/types'

type Look = { tone: Tone; word: string }

const RISK: Readonly<Record<RiskTier, Look>> = {
  low: { tone: 'ok', word: 'Low' },
  medium: { tone: 'warn', word: 'Medium' },
  high: { tone: 'bad', word: 'High' },
}

export function RiskTierPill({ tier }: { tier: RiskTier }) {
  const { tone, word } = RISK[tier]
  return (
    <StatusPill tone={tone}>
      {word}
      <span className="sr-only"> risk</span>
    </StatusPill>
  )
}

const COMPLIANCE: Readonly<Record<ComplianceStatus, Look>> = {
  not_started: { tone: 'neutral', word: 'KYB not started' },
  pending: { tone: 'warn', word: 'KYB pending' },
  approved: { tone: 'ok', word: 'KYB verified' },
  rejected: { tone: 'bad', word: 'KYB rejected' },
  resubmit_required: { tone: 'warn', word: 'KYB resubmit' },
}

/** @param isCleared false for an approved organisation whose yearly review is overdue. */
export function CompliancePill({
  status,
  isCleared,
}: {
  status: ComplianceStatus
  isCleared: boolean
}) {
  if (status === 'approved' && !isCleared)
    return <StatusPill tone="warn">KYB review due</StatusPill>
  const { tone, word } = COMPLIANCE[status]
  return <StatusPill tone={tone}>{word}</StatusPill>
}

export const RISK_TIER_WORDS: Readonly<Record<RiskTier, string>> = {
  low: RISK.low.word,
  medium: RISK.medium.word,
  high: RISK.high.word,
}
