// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Kpi } from '@/components/shared/kpi'
import { StatGrid } from '@/components/shared/stat-card'

afterEach(cleanup)

const base: Kpi = {
  name: 'net-apy',
  label: 'Net APY',
  value: { kind: 'percent', value: 6.68 },
  href: '/treasury/kpi/net-apy',
  glossary: { term: 'Net APY', meaning: 'After margin.', formula: 'Net APY = 1 × 365 ÷ 30 ÷ 2' },
}

function card(kpi: Partial<Kpi>): HTMLElement {
  render(<StatGrid kpis={[{ ...base, ...kpi }]} unit="btc" />)
  return screen.getByRole('listitem')
}

describe('StatCard', () => {
  it('carries its public name and exact value', () => {
    const item = card({ value: { kind: 'sats', sats: 4_218_750_001 }, name: 'deployed' })
    expect(item.dataset.kpi).toBe('deployed')
    expect(item.dataset.value).toBe('4218750001')
  })

  it('has an empty value and says why when there is no data', () => {
    const item = card({ value: { kind: 'percent', value: null }, missingReason: 'Too few days' })
    expect(item.dataset.value).toBe('')
    expect(item.textContent).toContain('Too few days')
  })

  it('opens the list behind the number', () => {
    const link = within(card({})).getByRole('link', { name: 'Net APY' })
    expect(link.getAttribute('href')).toBe('/treasury/kpi/net-apy')
  })

  it('explains the term with the operands of its formula', () => {
    const item = card({})
    const button = within(item).getByRole('button', { name: 'About Net APY' })
    const popover = document.getElementById(button.getAttribute('popovertarget') ?? '')
    expect(popover?.textContent).toContain('Net APY = 1 × 365 ÷ 30 ÷ 2')
  })

  it('tells a change by word, arrow and tone', () => {
    const item = card({
      delta: {
        value: { kind: 'percent', value: -0.08 },
        tone: 'bad',
        direction: 'down',
        label: 'vs previous 30 days',
      },
    })
    const delta = item.querySelector('[data-slot="delta"]')
    expect(delta?.textContent).toBe('Down−0.08 %vs previous 30 days')
    expect(delta?.getAttribute('data-tone')).toBe('bad')
    expect(delta?.querySelector('svg')).not.toBeNull()
  })

  it('hides the change when the window before lacks data', () => {
    expect(card({ delta: null }).querySelector('[data-slot="delta"]')).toBeNull()
  })
})
