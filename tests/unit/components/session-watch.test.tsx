// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { SessionWatch } from '@/components/shell/session-watch'

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
  }
  vi.stubGlobal('PageTransitionEvent', class extends Event {})
})

const OURS = {
  userId: 'usr_1',
  organisationByArea: { subscriber: 'sub_001' },
  idleSeconds: 3600,
  lifeSeconds: 40_000,
}
/** What the server says next; null for a session that is over. */
let answer: typeof OURS | null
let asked = 0
let pressed = 0

beforeEach(() => {
  vi.useFakeTimers()
  answer = null
  asked = 0
  pressed = 0
  vi.stubGlobal('fetch', async () => {
    asked += 1
    return answer === null ? new Response(null, { status: 401 }) : Response.json(answer)
  })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Note() {
  const [text, setText] = useState('')
  return (
    <form>
      <label>
        Note
        <input value={text} onChange={(event) => setText(event.target.value)} />
      </label>
    </form>
  )
}

function open() {
  render(
    <main>
      <Note />
      <button
        type="button"
        onClick={() => {
          pressed += 1
        }}
      >
        Pay
      </button>
      <SessionWatch
        userId="usr_1"
        organisationId="sub_001"
        area="subscriber"
        left={{ idleSeconds: 3600, lifeSeconds: 40_000 }}
      />
    </main>,
  )
}
const sleep = () => vi.setSystemTime(Date.now() + 3_600_000)
const heard = () => act(() => vi.advanceTimersByTimeAsync(0))
const cover = () => document.querySelector<HTMLDialogElement>('[data-slot=session-over]')

describe('a page whose machine slept past the end of the session', () => {
  it.each([
    ['the window comes back', () => fireEvent.focus(window)],
    ['something is pressed', () => fireEvent.click(screen.getByText('Pay'))],
    ['a key is pressed', () => fireEvent.keyDown(screen.getByText('Pay'), { key: 'Enter' })],
  ])('is covered before the server has answered when %s', async (_, wake) => {
    open()
    sleep()
    wake()
    expect(cover()?.open).toBe(true)
    expect(cover()?.textContent).toContain('Are you still signed in?')
    expect(document.documentElement.dataset.session).toBe('unsure')
    expect([asked, pressed]).toEqual([1, 0])
    await heard()
    expect(cover()?.textContent).toContain('You are signed out')
  })

  it('goes on where the session lasts, by a word of another page', async () => {
    answer = OURS
    open()
    sleep()
    fireEvent.focus(window)
    await heard()
    expect(cover()).toBeNull()
    fireEvent.click(screen.getByText('Pay'))
    expect(pressed).toBe(1)
  })

  it.each([
    ['another person', { ...OURS, userId: 'usr_2' }],
    ['another organisation', { ...OURS, organisationByArea: { subscriber: 'sub_002' } }],
    ['somebody without this area', { ...OURS, organisationByArea: {} as never }],
  ])('stays covered when %s has signed in, until their page comes', async (_, other) => {
    open()
    sleep()
    fireEvent.focus(window)
    await heard()
    answer = other
    fireEvent.focus(window)
    await heard()
    expect(cover()?.open).toBe(true)
    fireEvent.click(screen.getByText('Pay'))
    expect(pressed).toBe(0)
  })
})

describe('what was typed', () => {
  it('counts in a field that follows what is typed, too', async () => {
    open()
    const field = screen.getByLabelText('Note')
    fireEvent.focusIn(field)
    fireEvent.input(field, { target: { value: 'for the winter' } })
    expect(field.getAttribute('value'), 'its default follows it').toBe('for the winter')
    sleep()
    fireEvent.focus(window)
    await heard()
    expect(cover()?.textContent).toContain('What you typed is still here')
    expect(screen.getByText('Sign in in a new tab').getAttribute('target')).toBe('_blank')
  })

  it('counts no more once it was taken back', async () => {
    open()
    const field = screen.getByLabelText('Note')
    fireEvent.focusIn(field)
    fireEvent.input(field, { target: { value: 'for' } })
    fireEvent.input(field, { target: { value: '' } })
    sleep()
    fireEvent.focus(window)
    await heard()
    expect(cover()?.textContent).toContain('Sign in to come back to this page')
  })
})
