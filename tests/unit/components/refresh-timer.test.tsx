// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RefreshTimer } from '@/components/shared/refresh-timer'
import { InApp, type Visit } from './in-app'
import { browserKnowsPopovers } from './popovers'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function show() {
  const visits: Visit[] = []
  const page = (asOf: string) => (
    <InApp pathname="/treasury" visits={visits}>
      <RefreshTimer asOf={asOf} />
    </InApp>
  )
  const { rerender } = render(page('2026-11-21T09:00:00.000Z'))
  return { visits, arrive: (asOf: string) => rerender(page(asOf)) }
}

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))

describe('RefreshTimer', () => {
  it('reads the page again after a minute, not before', () => {
    const { visits } = show()
    pass(55_000)
    expect(visits).toHaveLength(0)
    pass(10_000)
    expect(visits).toEqual([{ method: 'refresh', href: '' }])
  })

  it('warns when nothing new came for five minutes, and stops when it does', () => {
    const { arrive } = show()
    pass(290_000)
    expect(screen.getByRole('status').textContent).toBe('')
    pass(15_000)
    expect(screen.getByRole('status').textContent).toBe('5 min old')
    arrive('2026-11-21T09:05:05.000Z')
    expect(screen.getByRole('status').textContent).toBe('')
  })

  it('leaves a page alone while something is open on it', () => {
    const { visits } = show()
    document.body.insertAdjacentHTML('beforeend', '<dialog open id="open"></dialog>')
    pass(120_000)
    expect(visits).toHaveLength(0)
    document.getElementById('open')?.remove()
    pass(5000)
    expect(visits).toHaveLength(1)
  })

  it('goes on while a message is shown, which waits for nobody', () => {
    const { visits } = show()
    browserKnowsPopovers()
    document.body.insertAdjacentHTML(
      'beforeend',
      '<div data-open data-slot="toaster" id="toaster"></div>',
    )
    pass(65_000)
    expect(visits).toHaveLength(1)
    document.body.insertAdjacentHTML('beforeend', '<div data-open id="menu"></div>')
    pass(65_000)
    expect(visits).toHaveLength(1)
    for (const id of ['toaster', 'menu']) document.getElementById(id)?.remove()
  })
})
