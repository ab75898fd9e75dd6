// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Drawer } from '@/components/shared/drawer'
import { Dialog } from '@/components/ui/dialog'
import { InApp, type Visit } from './in-app'

let visits: Visit[] = []

beforeEach(() => {
  visits = []
  // The test's DOM has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    if (!this.open) return
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
})
afterEach(cleanup)

function show() {
  render(
    <InApp pathname="/treasury/leases/lease_001" visits={visits}>
      <Drawer title="lease_001">
        <Dialog isOpen title="Renew lease" onClose={() => undefined}>
          <form>
            <label>
              Reason
              <input name="reason" />
            </label>
          </form>
        </Dialog>
      </Drawer>
    </InApp>,
  )
  fireEvent.input(screen.getByLabelText('Reason'), { target: { value: 'More' } })
}
const closeOf = (name: string) => {
  const box = screen.getByRole('dialog', { name, hidden: true })
  const button = box.querySelector('[aria-label=Close]')
  if (button === null) throw new Error(`${name} has no way out.`)
  return button
}

describe('a drawer', () => {
  it('stays when a dialog in it closes, or the question over that one', () => {
    show()
    fireEvent.click(closeOf('Renew lease'))
    fireEvent.click(screen.getByText('Keep it'))
    expect(visits).toEqual([])
    fireEvent.click(closeOf('Renew lease'))
    fireEvent.click(screen.getByText('Discard'))
    expect(visits).toEqual([])
  })

  it('leads back when it is closed itself', () => {
    show()
    fireEvent.click(closeOf('lease_001'))
    expect(visits).toEqual([{ method: 'back', href: '' }])
  })
})
