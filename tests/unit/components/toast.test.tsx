// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPEN_POPOVER, Toaster, toast } from '@/components/ui/toast'
import { browserKnowsPopovers } from './popovers'

beforeEach(() => {
  vi.useFakeTimers()
  browserKnowsPopovers()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const isOpen = () => document.querySelector(':popover-open') !== null
const say = (message: string) => act(() => toast({ tone: 'ok', message }))

describe('the toaster', () => {
  it('is open while it shows a message, and not before or after', () => {
    render(<Toaster />)
    expect(isOpen()).toBe(false)
    say('It is done.')
    expect(isOpen()).toBe(true)
    act(() => vi.advanceTimersByTime(60_000))
    expect(isOpen()).toBe(false)
    say('It is done again.')
    expect(isOpen()).toBe(true)
    fireEvent.click(screen.getByLabelText('Dismiss message'))
    expect(isOpen()).toBe(false)
  })

  it('is nothing that waits for somebody', () => {
    render(<Toaster />)
    say('It is done.')
    expect(document.querySelector(OPEN_POPOVER)).toBeNull()
  })
})
