'use server'

import { forbidden, notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { DEMO_PASSWORD, PERSONAS } from '@/lib/auth/personas'
import { NotFoundError } from '@/lib/core/errors'
import { signInInput } from '@/lib/platform/session/sign-in'
import { switchOrganisation as switchActiveOrganisation } from '@/lib/platform/session/switch-organisation'
import { settle } from '@/lib/web/action'
import type { ActionState } from '@/lib/web/action-state'
import { demoPowers } from '@/lib/web/demo-powers'
import { formValues } from '@/lib/web/form-values'
import { homeOf, landingPath } from '@/lib/web/next-path'
import { isOwnOrigin } from '@/lib/web/origin'
import { parseInput } from '@/lib/web/parse-input'
import { closeSession, openSession } from '@/lib/web/sign-in'
import { readViewer } from '@/lib/web/viewer'

const nextField = z.string().max(2000).optional()
const passwordForm = signInInput.extend({ next: nextField })
const personaForm = z.strictObject({ persona: z.string(), next: nextField })

export async function signInWithPassword(
  _state: ActionState,
  form: FormData,
): Promise<ActionState> {
  const values = formValues(form)
  return settle(values, async () => {
    if (!(await isOwnOrigin())) forbidden()
    const { next, ...input } = parseInput(passwordForm, values)
    return enter(input, next)
  })
}

/** One click for a person of the demo world; exists only where the demo is offered. */
export async function signInAsPersona(_state: ActionState, form: FormData): Promise<ActionState> {
  const values = formValues(form)
  return settle(values, async () => {
    if (!(await isOwnOrigin())) forbidden()
    const { personas } = await demoPowers()
    const input = parseInput(personaForm, values)
    const persona = PERSONAS.find(({ email }) => email === input.persona)
    if (!personas || persona === undefined) throw new NotFoundError('This demo person')
    return enter({ email: persona.email, password: DEMO_PASSWORD }, input.next)
  })
}

export async function signOut(): Promise<void> {
  if (!(await isOwnOrigin())) forbidden()
  await closeSession()
  redirect('/sign-in')
}

/** Acts for another of the viewer's organisations from now on. */
export async function switchOrganisation(organisationId: string): Promise<void> {
  if (!(await isOwnOrigin())) forbidden()
  const viewer = await readViewer()
  if (viewer === null) redirect('/sign-in')
  const { sessionId, memberships } = viewer
  const chosen = memberships.find((candidate) => candidate.organisationId === organisationId)
  if (chosen === undefined) notFound()
  await switchActiveOrganisation(viewer, { organisationId: chosen.organisationId, sessionId })
  redirect(homeOf(chosen.role))
}

async function enter(
  input: z.output<typeof signInInput>,
  next: string | undefined,
): Promise<never> {
  const { actor, preferences } = await openSession(input)
  redirect(landingPath(actor.role, next, preferences.startPage))
}
