// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Dialog } from '@/components/ui/dialog'
import { browserKnowsPopovers } from './popovers'

let closed = 0

function show() {
  return render(
    <Dialog isOpen title="New pool" onClose={() => (closed += 1)}>
      <form>
        <label>
          Name
          <input name="name" defaultValue="Alpine" />
        </label>
        <label>
          <input type="checkbox" name="read" data-consent="" />I have read it
        </label>
      </form>
    </Dialog>,
  )
}
const dialog = () => screen.getByRole<HTMLDialogElement>('dialog', { hidden: true })
const question = () => screen.queryByRole('alertdialog', { hidden: true })
const name = () => screen.getByLabelText<HTMLInputElement>('Name')

function type(text: string) {
  fireEvent.focus(name())
  fireEvent.input(name(), { target: { value: text } })
}
function pressBackdrop() {
  const at = { clientX: -5, clientY: -5 }
  fireEvent.pointerDown(dialog(), at)
  fireEvent.click(dialog(), at)
}

beforeEach(() => {
  closed = 0
  // The test's DOM has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    if (!this.open) return
    this.open = false
    fireEvent(this, new Event('close'))
  }
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('a dialog', () => {
  it('gives its first field the focus, with the text selected as by Tab', () => {
    show()
    expect(document.activeElement).toBe(name())
    expect([name().selectionStart, name().selectionEnd]).toEqual([0, 6])
  })

  it('asks before Escape loses what was typed, every time', async () => {
    show()
    type('Alpine core')
    for (let round = 0; round < 3; round += 1) {
      expect(fireEvent.keyDown(document.body, { key: 'Escape' }), 'held back').toBe(false)
      expect(question()).not.toBeNull()
      fireEvent.click(screen.getByText('Keep it'))
      await waitFor(() => expect(question()).toBeNull())
    }
    expect(name().value).toBe('Alpine core')
    expect(closed).toBe(0)
  })

  it('asks before a press outside or on Close does, and goes at a word', async () => {
    show()
    type('Alpine core')
    pressBackdrop()
    expect(question()).not.toBeNull()
    fireEvent.click(screen.getByText('Keep it'))
    await waitFor(() => expect(question()).toBeNull())
    fireEvent.click(screen.getByLabelText('Close'))
    expect(question()).not.toBeNull()
    expect(closed).toBe(0)
    fireEvent.click(screen.getByText('Discard'))
    await waitFor(() => expect(closed).toBeGreaterThan(0))
    expect(dialog().open).toBe(false)
  })

  it('leaves its closing to the browser while nothing differs', () => {
    show()
    expect(dialog().getAttribute('closedby')).toBe('any')
    type('Alpine core')
    expect(dialog().getAttribute('closedby')).toBe('none')
    type('Alpine')
    expect(dialog().getAttribute('closedby')).toBe('any')
    fireEvent.click(screen.getByRole('checkbox', { hidden: true }))
    expect(dialog().getAttribute('closedby'), 'a tick for what was read is no text').toBe('any')
    fireEvent.click(screen.getByLabelText('Close'))
    expect(question()).toBeNull()
    expect(closed).toBeGreaterThan(0)
  })

  it('listens to Escape while a message is shown, and not while a menu is open', () => {
    show()
    type('Alpine core')
    browserKnowsPopovers()
    document.body.insertAdjacentHTML('beforeend', '<div data-open id="menu"></div>')
    fireEvent.keyDown(document.body, { key: 'Escape' })
    expect(question()).toBeNull()
    document.getElementById('menu')?.remove()
    document.body.insertAdjacentHTML('beforeend', '<div data-open data-slot="toaster"></div>')
    fireEvent.keyDown(document.body, { key: 'Escape' })
    expect(question()).not.toBeNull()
    document.querySelector('[data-slot=toaster]')?.remove()
  })

  it('takes its question along when what was typed has been sent meanwhile', () => {
    const form = (isOpen: boolean) => (
      <Dialog isOpen={isOpen} title="New pool" onClose={() => undefined}>
        <form>
          <label>
            Name
            <input name="name" defaultValue="Alpine" />
          </label>
        </form>
      </Dialog>
    )
    const { rerender } = render(form(true))
    type('Alpine core')
    fireEvent.click(screen.getByLabelText('Close'))
    expect(question()).not.toBeNull()
    rerender(form(false))
    expect(question()).toBeNull()
    rerender(form(true))
    expect(question()).toBeNull()
  })

  it('does not take a press that began inside for one outside', () => {
    show()
    type('Alpine core')
    fireEvent.pointerDown(name())
    fireEvent.click(dialog(), { clientX: -5, clientY: -5 })
    expect(question()).toBeNull()
  })
})
