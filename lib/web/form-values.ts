import { markUnreadable } from './request-scope'

/**
 * Text fields of a form as an object; Next's own fields are left out, a repeated field is a list.
 * @throws TypeError for what is no form; the request is then answered with 400.
 */
export function formValues(form: unknown): Record<string, unknown> {
  if (!(form instanceof FormData)) {
    markUnreadable()
    throw new TypeError('Not a form.')
  }
  const values: Record<string, unknown> = Object.create(null)
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const entries = form.getAll(name)
    values[name] = entries.length === 1 ? entries[0] : entries
  }
  return values
}

/** What to show again in the form after an error: text only, and nothing that is a secret. */
export function shownValues(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string' && !/password|secret|token/i.test(name)) shown[name] = value
  }
  return shown
}
