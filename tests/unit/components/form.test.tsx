// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ActionForm } from '@/components/shared/form/action-form'
import { SubmitButton } from '@/components/shared/form/submit-button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Toaster } from '@/components/ui/toast'
import type { ActionState } from '@/lib/core/action-state'

afterEach(cleanup)

function show(answer: () => Promise<ActionState<null>>) {
  let sent = 0
  render(
    <>
      <ActionForm<null>
        action={async () => {
          sent += 1
          return answer()
        }}
      >
        {({ errors, values }) => (
          <>
            <Field name="label" label="Label" hint="3 to 40 characters" error={errors.label}>
              {(control) => <Input {...control} defaultValue={values.label} />}
            </Field>
            <SubmitButton>Save</SubmitButton>
          </>
        )}
      </ActionForm>
      <Toaster />
    </>,
  )
  return { sent: () => sent }
}

const submit = () =>
  act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  })

describe('ActionForm', () => {
  it('puts a refusal under its field, announces it, and moves the focus there', async () => {
    show(async () => ({
      status: 'error',
      code: 'invalid_input',
      message: 'Check the fields.',
      fieldErrors: { label: 'Use at least 3 characters.' },
      values: { label: 'ab' },
    }))
    await submit()
    const field = screen.getByRole('textbox', { name: 'Label' })
    expect(document.activeElement).toBe(field)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Use at least 3 characters.',
      '3 to 40 characters',
    ])
    expect((field as HTMLInputElement).value).toBe('ab')
  })

  it('says what is wrong with the whole as an alert', async () => {
    show(async () => ({
      status: 'error',
      code: 'conflict',
      message: 'Somebody else was faster.',
      fieldErrors: {},
    }))
    await submit()
    expect(screen.getByRole('alert').textContent).toBe('Somebody else was faster.')
  })

  it('leads to what stands in the way, where the refusal says so, on this site alone', async () => {
    const refused = (href: unknown) => async () => ({
      status: 'error' as const,
      code: 'conflict',
      message: 'One waits already.',
      fieldErrors: {},
      fresh: { href },
    })
    show(refused('/subscriber/leases/lease_001'))
    await submit()
    expect(screen.getByRole('link', { name: 'View it' }).getAttribute('href')).toBe(
      '/subscriber/leases/lease_001',
    )
    cleanup()
    show(refused('//evil.example'))
    await submit()
    expect(screen.queryByRole('link')).toBeNull()
  })

  it('tells a success by a toast', async () => {
    show(async () => ({ status: 'ok', data: null, message: 'Saved.' }))
    await submit()
    expect(screen.getByRole('status').textContent).toBe('Saved.')
  })

  it('cannot be fired twice while it is on its way', async () => {
    let finish: (state: ActionState<null>) => void = () => undefined
    const { sent } = show(
      () =>
        new Promise((resolve) => {
          finish = resolve
        }),
    )
    await submit()
    const button = screen.getByRole('button', { name: 'Save' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await submit()
    expect(sent()).toBe(1)
    await act(async () => finish({ status: 'ok', data: null }))
    expect(button.getAttribute('aria-disabled')).toBe('false')
  })
})

describe('a form that acts once per key', () => {
  const unknown = {
    status: 'error',
    code: 'outcome_unknown',
    message: 'May be.',
    fieldErrors: {},
  } as const

  it('keeps its key while nobody knows what became of the attempt, and takes another one after', async () => {
    const keys: string[] = []
    const answers: ActionState<null>[] = [unknown, unknown, { status: 'ok', data: null }]
    render(
      <ActionForm<null>
        isOnce
        action={async (_state, form) => {
          keys.push(String(form.get('idempotencyKey')))
          return answers.shift() ?? { status: 'ok', data: null }
        }}
      >
        {() => <SubmitButton>Save</SubmitButton>}
      </ActionForm>,
    )
    for (let attempt = 0; attempt < 4; attempt += 1) await submit()
    const [first, second, third, fourth] = keys
    expect(first).toMatch(/^[\da-f-]{36}$/)
    expect([second, third]).toEqual([first, first])
    expect(fourth).not.toBe(first)
  })
})
