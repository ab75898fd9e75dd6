'use server'

import { forbidden, redirect } from 'next/navigation'
import { z } from 'zod'
import { ValidationError } from '@/lib/core/errors'
import { newPassword } from '@/lib/platform/session/set-password'
import { settle } from '@/lib/web/action'
import type { ActionState } from '@/lib/web/action-state'
import { formValues } from '@/lib/web/form-values'
import { isOwnOrigin } from '@/lib/web/origin'
import { parseInput } from '@/lib/web/parse-input'
import { choosePassword } from '@/lib/web/password-link'

const passwordForm = z.strictObject({
  token: z.string().max(200),
  password: newPassword,
  passwordAgain: z.string().max(1000),
})

/** The link is the proof of who is there; it works once. */
export async function setPassword(_state: ActionState, form: FormData): Promise<ActionState> {
  const values = formValues(form)
  return settle(values, async () => {
    if (!(await isOwnOrigin())) forbidden()
    const { token, password, passwordAgain } = parseInput(passwordForm, values)
    if (password !== passwordAgain) {
      const said = 'This is not the same as above.'
      throw new ValidationError(said, { passwordAgain: said })
    }
    await choosePassword({ token, password })
    redirect('/sign-in?notice=password-set')
  })
}
