'use client'

import {
  type ComponentProps,
  type ReactNode,
  useActionState,
  useEffect,
  useRef,
  useState,
} from 'react'
import { AlertTriangleIcon } from '@/components/ui/icons'
import { toast } from '@/components/ui/toast'
import { type ActionState, type FieldErrors, IDLE, OUTCOME_UNKNOWN } from '@/lib/core/action-state'

const NO_ERRORS: FieldErrors = {}

/** Where what stands in the way is found, when a refusal says so: an own path alone. */
function WaitingLink({ href }: { href: unknown }) {
  if (typeof href !== 'string' || !/^\/(?!\/)/.test(href)) return null
  return (
    <>
      {' '}
      <a href={href} className="underline underline-offset-2">
        View it
      </a>
    </>
  )
}

export interface FormView<Data> {
  state: ActionState<Data>
  errors: FieldErrors
  isPending: boolean
  /** What was typed before a refusal, for `defaultValue`; empty at first. */
  values: Readonly<Record<string, string>>
}

interface ActionFormProps<Data> extends Omit<ComponentProps<'form'>, 'action' | 'children'> {
  action: (state: ActionState<Data>, form: FormData) => Promise<ActionState<Data>>
  /** Sends a key with each attempt, so that a repeated submit has the effect of one. */
  isOnce?: boolean
  /** Runs once for each success. */
  onDone?: (data: Data) => void
  children: (view: FormView<Data>) => ReactNode
}

/**
 * A form around a server action. Works without JavaScript; with it the first bad field gets the
 * focus, a refusal keeps what was typed, and a success is told by a toast.
 */
export function ActionForm<Data>({
  action,
  isOnce = false,
  onDone,
  children,
  ...props
}: ActionFormProps<Data>) {
  const [state, submit, isPending] = useActionState<ActionState<Data>, FormData>(
    action as (state: Awaited<ActionState<Data>>, form: FormData) => Promise<ActionState<Data>>,
    IDLE,
  )
  const form = useRef<HTMLFormElement>(null)
  // Nothing that can be seen stands for the bad fields, so the form itself says it.
  const [isUnplaced, setUnplaced] = useState(false)
  const key = useRef<HTMLInputElement>(null)
  const attempt = useRef('')
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  })

  useEffect(() => {
    // An answer came: what is sent next is another attempt. What became of a lost one is asked for again.
    if (state.status !== 'error' || state.code !== OUTCOME_UNKNOWN) attempt.current = ''
    if (state.status === 'ok') {
      if (state.message) toast({ tone: 'ok', message: state.message })
      done.current?.(state.data)
    }
    if (state.status === 'error') {
      const bad = Object.keys(state.fieldErrors)
      const fields = [...(form.current?.elements ?? [])] as HTMLInputElement[]
      const first = fields.find(({ name, type }) => type !== 'hidden' && bad.includes(name))
      first?.focus()
      setUnplaced(first === undefined)
    }
  }, [state])

  const errors = state.status === 'error' ? state.fieldErrors : NO_ERRORS
  const values = state.status === 'error' ? (state.values ?? {}) : {}
  return (
    <form
      ref={form}
      noValidate
      aria-busy={isPending}
      action={submit}
      onSubmit={(event) => {
        if (isPending) event.preventDefault()
        if (attempt.current === '') attempt.current = crypto.randomUUID()
        if (key.current !== null) key.current.value = attempt.current
      }}
      {...props}
    >
      {isOnce ? <input ref={key} type="hidden" name="idempotencyKey" defaultValue="" /> : null}
      <div role="alert" className="empty:absolute">
        {state.status === 'error' && (isUnplaced || Object.keys(errors).length === 0) ? (
          <p className="mb-3 flex items-center gap-1.5 rounded-control bg-bad-soft px-2.5 py-2 text-bad text-dense">
            <AlertTriangleIcon className="shrink-0" />
            <span>
              {state.message}
              <WaitingLink href={state.fresh?.href} />
            </span>
          </p>
        ) : null}
      </div>
      {children({ state, errors, isPending, values })}
    </form>
  )
}
