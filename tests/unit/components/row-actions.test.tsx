// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RowActions } from '@/components/shared/form/row-actions'
import { WholeField } from '@/components/shared/form/whole-field'
import { parseWholeText } from '@/lib/core/number-text'

beforeEach(() => {
  // The test's DOM has no popovers.
  HTMLElement.prototype.hidePopover = vi.fn()
})
afterEach(cleanup)

function showMenu(blockedBy?: string) {
  render(
    <RowActions
      id="actions-t1"
      label="Actions for t1"
      actions={[
        { key: 'view', label: 'View', href: '/t1' },
        {
          key: 'cancel',
          label: 'Cancel request',
          blockedBy,
          dialog: ({ isOpen, onClose }) => (
            <div>
              {isOpen ? 'Really?' : 'Closed'}
              <button type="button" onClick={onClose}>
                No
              </button>
            </div>
          ),
        },
      ]}
    />,
  )
}

const hidden = { hidden: true }

describe('RowActions', () => {
  it('draws a dialog only once its line is pressed, and keeps it to give the focus back', () => {
    showMenu()
    expect(screen.queryByText('Really?')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel request', ...hidden }))
    expect(screen.getByText('Really?')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'No' }))
    expect(screen.getByText('Closed')).toBeTruthy()
  })

  it('says why a line can’t be used, and then opens nothing', () => {
    showMenu('Capacity is already allocated.')
    const line = screen.getByRole('button', { name: /Cancel request/, ...hidden })
    expect(line.getAttribute('aria-disabled')).toBe('true')
    expect(line.textContent).toContain('Capacity is already allocated.')
    fireEvent.click(line)
    expect(screen.queryByText('Really?')).toBeNull()
  })
})

describe('WholeField', () => {
  it('complains when it is left with what is outside of its limits', () => {
    const field = (value: string) => (
      <WholeField
        id="days"
        name="days"
        label="Term (days)"
        min={30}
        max={365}
        value={value}
        onValue={() => undefined}
      />
    )
    const { rerender } = render(field('29'))
    const input = screen.getByRole('textbox', { name: 'Term (days)' })
    expect(input.getAttribute('aria-invalid')).toBeNull()
    fireEvent.blur(input)
    expect(input.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('A whole number from 30 to 365.')).toBeTruthy()
    rerender(field('1,5'))
    expect(screen.getByText(/commas only between thousands, as in 1,000\.$/)).toBeTruthy()
    rerender(field('30'))
    expect(input.getAttribute('aria-invalid')).toBeNull()
  })

  it('reads whole numbers with commas and spaces, and nothing else', () => {
    expect(['12,000', ' 7 ', '007'].map(parseWholeText)).toEqual([12_000, 7, 7])
    expect(['', '1.5', '-1', '1e3', '1234567890', '٣'].map(parseWholeText)).toEqual(
      Array.from({ length: 6 }, () => null),
    )
  })
})
