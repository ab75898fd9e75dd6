// @vitest-environment jsdom
import { createHash } from 'node:crypto'
import {
  act,
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
  waitFor,
  within,
} from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { LeaseActions } from '@/components/liquidity/lease-actions/lease-actions'
import type { LeaseBindings, Told } from '@/components/liquidity/lease-actions/types'
import { Toaster } from '@/components/ui/toast'
import type { ActionState } from '@/lib/core/action-state'
import { sats } from '@/lib/core/money'
import type { LeaseAction, LeaseActionName } from '@/lib/domains/liquidity/lease/policy'
import type { LeaseForm } from '@/lib/flows/lease-form/form-rules'

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
})
afterEach(cleanup)

const LEASE: LeaseForm['lease'] = {
  id: 'lease_001',
  version: 4,
  lessorLabel: 'Aldermoor Treasury',
  lesseeLabel: 'Kestrel',
  counterparty: 'Kestrel',
  isProviderAnonymised: false,
  providerBadge: 'kyb_verified',
  sizeSats: sats(100_000_000),
  deliveredSats: null,
  deliveredPct: null,
  startAt: '2026-11-01T00:00:00.000Z',
  endAt: '2026-12-01T00:00:00.000Z',
  endedAt: null,
  endFeeSats: sats(0),
  termDays: 30,
  daysLeft: 10,
  feeModel: 'ppm',
  feeSats: null,
  feePpm: 3000,
  totalFeeSats: sats(300_000),
  effectivePpm: 3000,
  annualisedPpm: 36_500,
  status: 'active',
  isExpiring: true,
  isCancelAtTerm: false,
  renewsLeaseId: null,
  renewedByLeaseId: null,
  extendsLeaseId: null,
  reservedUntil: null,
  contract: {
    id: 'ctr_001',
    status: 'draft',
    termsHash: 'ab'.repeat(32),
    signedByTreasuryAt: null,
    signedBySubscriberAt: null,
    version: 1,
  },
  renewal: null,
  earlyEnd: null,
  actions: [],
  desk: null,
}
const RENEWAL: NonNullable<LeaseForm['lease']['renewal']> = {
  id: 'ren_001',
  status: 'requested',
  requestedBy: 'subscriber',
  respondBy: '2026-11-23T12:00:00.000Z',
  termsHash: null,
  version: 1,
  startAt: '2026-12-01T00:00:00.000Z',
  endAt: '2026-12-31T00:00:00.000Z',
  termDays: 30,
  sizeSats: sats(100_000_000),
  feeModel: 'ppm',
  feeSats: null,
  feePpm: 3000,
  totalSats: sats(300_000),
  effectivePpm: 3000,
  annualisedPpm: 36_500,
}
const FORM: LeaseForm = {
  lease: LEASE,
  marginBps: 800,
  signs: {
    lines: ['lease lease_001', 'size 100000000 sats'],
    termsHash: 'ab'.repeat(32),
    note: null,
  },
  renew: {
    minSats: sats(1_000_000),
    minTermDays: 30,
    maxTermDays: 365,
    maxPpm: 100_000,
    respondBy: '2026-11-23T12:00:00.000Z',
    blockers: [],
    isRequest: false,
    contract: {
      leaseId: 'lease_new',
      lessorLabel: 'Alpine core',
      lesseeLabel: 'Payments Flint',
      template: 2,
    },
  },
  earlyEnd: null,
  addOn: null,
  scale: null,
  reassign: null,
}
const DONE: ActionState<Told> = {
  status: 'ok',
  data: { message: 'It is done.', href: '/treasury/leases/lease_001', hrefLabel: 'View' },
}

interface Sent {
  name: LeaseActionName
  fields: Record<string, string>
}

function show(
  actions: LeaseAction[],
  answers: ActionState<Told>[] = [DONE],
  read: LeaseBindings['read'] = async () => ({ status: 'ok', data: FORM }),
) {
  const sent: Sent[] = []
  const queue = [...answers]
  const bound = (name: LeaseActionName) => async (_: ActionState<Told>, form: FormData) => {
    const { idempotencyKey: _key, ...fields } = Object.fromEntries(form) as Record<string, string>
    sent.push({ name, fields })
    return queue.shift() ?? DONE
  }
  const bindings: LeaseBindings = {
    read,
    actions: {
      sign: bound('sign'),
      accept_renewal: bound('accept_renewal'),
      renew: bound('renew'),
      terminate: bound('terminate'),
    },
  }
  render(
    <>
      <LeaseActions
        lease={{ id: 'lease_001', actions }}
        bindings={bindings}
        viewer={{ unit: 'btc', timeZone: 'UTC' }}
        variant="buttons"
      />
      <Toaster />
    </>,
  )
  return sent
}

// Each form is a file of its own that is loaded when it is opened.
configure({ asyncUtilTimeout: 15_000 })

/** As somebody does it: once it can be pressed. */
async function press(name: string | RegExp): Promise<void> {
  const button = () => screen.getByRole<HTMLButtonElement>('button', { name })
  await waitFor(() => expect(button().disabled).toBe(false))
  await act(async () => {
    fireEvent.click(button())
  })
}
const dialog = (name: string) => screen.findByRole('dialog', { name })

describe('the actions of a lease', () => {
  it('offers what the area binds, and leaves the rest out', () => {
    show([
      { name: 'sign', blockedBy: null },
      { name: 'pause', blockedBy: null },
    ])
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Sign contract',
    ])
  })

  it('says why something can’t be done now, and does not open it', async () => {
    show([{ name: 'renew', blockedBy: 'An early end is open.' }])
    const button = screen.getByRole('button', { name: 'Renew: lease_001' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '')
    expect(reason?.textContent).toBe('An early end is open.')
    await press('Renew: lease_001')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('signs the terms by their hash once they were ticked as read', async () => {
    const sent = show([{ name: 'sign', blockedBy: null }])
    await press(/^Sign contract/)
    const box = await dialog('Sign contract')
    expect(await within(box).findByText(/size 100000000 sats/)).toBeTruthy()
    const sign = within(box).getByRole('button', { name: 'Sign' }) as HTMLButtonElement
    expect(sign.disabled).toBe(true)
    fireEvent.click(within(box).getByRole('checkbox', { name: 'I have read the terms' }))
    expect(sign.disabled).toBe(false)
    await press('Sign')
    expect(sent).toEqual([
      {
        name: 'sign',
        fields: { contractId: 'ctr_001', termsHash: 'ab'.repeat(32), read: 'on' },
      },
    ])
    expect(screen.getByRole('link', { name: 'View', hidden: true }).getAttribute('href')).toBe(
      '/treasury/leases/lease_001',
    )
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('asks for the password in place and keeps the tick', async () => {
    const sent = show(
      [{ name: 'sign', blockedBy: null }],
      [
        {
          status: 'error',
          code: 'reauth_required',
          message: 'Confirm with your password first.',
          fieldErrors: {},
          values: { read: 'on' },
        },
        DONE,
      ],
    )
    await press(/^Sign contract/)
    const box = await dialog('Sign contract')
    fireEvent.click(await within(box).findByRole('checkbox'))
    await press('Sign')
    const password = within(box).getByLabelText('Confirm with your password')
    fireEvent.change(password, { target: { value: 'my password' } })
    await press('Sign')
    expect(sent.map(({ fields }) => [fields.read, fields.proofPassword])).toEqual([
      ['on', undefined],
      ['on', 'my password'],
    ])
  })

  it.each([
    ['sign', 'Sign'],
    ['accept_renewal', 'Accept'],
  ] as const)('wants a text that was swapped read and ticked again: %s', async (name, submit) => {
    const other = 'cd'.repeat(32)
    let isSwapped = false
    const read: LeaseBindings['read'] = async () => {
      const termsHash = isSwapped ? other : 'ab'.repeat(32)
      return {
        status: 'ok',
        data: {
          ...FORM,
          lease: { ...LEASE, renewal: RENEWAL },
          signs: { lines: [`terms ${termsHash}`], termsHash, note: null },
        },
      }
    }
    const changed: ActionState<Told> = {
      status: 'error',
      code: 'terms_changed',
      message: 'These are not the terms of contract ctr_001. Read them again.',
      fieldErrors: {},
      fresh: { termsHash: other },
      values: { read: 'on' },
    }
    const sent = show([{ name, blockedBy: null }], [changed, DONE], read)
    fireEvent.click(screen.getByRole('button', { name: /lease_001/ }))
    const tick = () =>
      screen.findByRole<HTMLInputElement>('checkbox', { name: 'I have read the terms' })
    fireEvent.click(await tick())
    isSwapped = true
    await press(submit)
    await screen.findByText('Changed since you read it:')
    expect(screen.getAllByText(`terms ${other}`)).toHaveLength(2)
    expect((await tick()).checked).toBe(false)
    const button = screen.getByRole<HTMLButtonElement>('button', { name: submit })
    expect(button.disabled).toBe(true)
    fireEvent.click(await tick())
    await press(submit)
    expect(sent.map(({ fields }) => fields.termsHash)).toEqual(['ab'.repeat(32), other])
  })

  it('asks for a renewal on the same terms once the whole contract was read', async () => {
    const sent = show([{ name: 'renew', blockedBy: null }])
    await press(/^Renew/)
    const box = await dialog('Renew lease')
    expect(await within(box).findByText('Answer by')).toBeTruthy()
    expect(within(box).getByText('Flowrate margin').nextSibling?.textContent).toBe('0.00024000 BTC')
    expect(box.textContent).toContain('Asking is your signature under the contract below')
    const text = await within(box).findByRole('region', { name: 'The contract that is signed' })
    expect(text.textContent).toContain('lease lease_new\nlessor Alpine core\nlessee Payments Flint')
    expect(text.textContent).toContain('Service level and credits')
    const button = within(box).getByRole<HTMLButtonElement>('button', {
      name: 'Send renewal request',
    })
    expect(button.disabled).toBe(true)
    fireEvent.click(within(box).getByRole('checkbox', { name: 'I have read the terms' }))
    await press('Send renewal request')
    expect(sent).toEqual([
      {
        name: 'renew',
        fields: {
          leaseId: 'lease_001',
          version: '4',
          termDays: '30',
          sizeSats: '1.00000000',
          unit: 'btc',
          feeModel: 'same',
          asks: 'counterparty',
          read: 'on',
          termsHash: createHash('sha256')
            .update(text.textContent ?? '')
            .digest('hex'),
        },
      },
    ])
  })

  it('wants the contract read again when the terms typed change it', async () => {
    show([{ name: 'renew', blockedBy: null }])
    await press(/^Renew/)
    const box = await dialog('Renew lease')
    const tick = () =>
      within(box).findByRole<HTMLInputElement>('checkbox', { name: 'I have read the terms' })
    fireEvent.click(await tick())
    fireEvent.change(within(box).getByLabelText('Term (days)'), { target: { value: '60' } })
    await within(box).findByText(/term 60 days/)
    expect((await tick()).checked).toBe(false)
    const button = within(box).getByRole<HTMLButtonElement>('button', {
      name: 'Send renewal request',
    })
    expect(button.disabled).toBe(true)
  })

  it('marks what changed in a contract that was refused as read', async () => {
    const renew = FORM.renew
    const contract = renew?.contract
    if (!renew || !contract) throw new Error('No contract')
    let lessorLabel = contract.lessorLabel
    const changed: ActionState<Told> = {
      status: 'error',
      code: 'terms_changed',
      message: 'The contract no longer reads as it was shown. Read it again before you sign.',
      fieldErrors: {},
      fresh: { termsText: '' },
      values: {},
    }
    show([{ name: 'renew', blockedBy: null }], [changed], async () => ({
      status: 'ok',
      data: { ...FORM, renew: { ...renew, contract: { ...contract, lessorLabel } } },
    }))
    await press(/^Renew/)
    const box = await dialog('Renew lease')
    fireEvent.click(await within(box).findByRole('checkbox', { name: 'I have read the terms' }))
    lessorLabel = 'Alpine south'
    await press('Send renewal request')
    expect(await within(box).findByText('Changed since you read it:')).toBeTruthy()
    expect(
      within(box)
        .getAllByText(/^lessor/)
        .map((line) => line.textContent),
    ).toEqual(['lessor Alpine core', 'lessor Alpine south'])
  })

  it('draws fee and end again from what is typed', async () => {
    show([{ name: 'renew', blockedBy: null }])
    await press(/^Renew/)
    const box = await dialog('Renew lease')
    fireEvent.change(await within(box).findByLabelText('Term (days)'), { target: { value: '60' } })
    const terms = within(box).getByRole('region', { name: 'The new lease' })
    expect(terms.textContent).toContain('30 Jan 2027')
    expect(terms.textContent).toContain('0.006')
    expect(terms.textContent).toContain('36,500')
    fireEvent.click(within(box).getByRole('radio', { name: 'Rate in ppm' }))
    fireEvent.change(within(box).getByLabelText('Fee (ppm)'), { target: { value: '1000' } })
    expect(terms.textContent).toContain('0.001')
  })

  it('wants the id typed before what can’t be undone', async () => {
    show([{ name: 'terminate', blockedBy: null }])
    await press(/^Terminate/)
    const box = await dialog('Terminate lease')
    const field = await within(box).findByLabelText(/^Type/)
    const button = within(box).getByRole('button', { name: 'Terminate' }) as HTMLButtonElement
    fireEvent.change(field, { target: { value: 'lease_002' } })
    expect(button.disabled).toBe(true)
    fireEvent.change(field, { target: { value: 'lease_001' } })
    expect(button.disabled).toBe(false)
  })

  it('says when the figures can’t be read, and reads them again', async () => {
    let asked = 0
    show([{ name: 'renew', blockedBy: null }], [], async () => {
      asked += 1
      if (asked === 1) throw new Error('offline')
      return { status: 'ok', data: FORM }
    })
    await press(/^Renew/)
    const box = await dialog('Renew lease')
    expect(await within(box).findByText(/could not be read/)).toBeTruthy()
    await press('Try again')
    expect(await within(box).findByLabelText('Term (days)')).toBeTruthy()
  })
})
