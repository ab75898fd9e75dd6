type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** A tick that says something was read is given again at once: nothing is lost with it. */
const IS_CONSENT = '[data-consent]'
const FIELD =
  'form :is(input:not([type=hidden]), select, textarea):not(:disabled), form [data-first-field]'

/** What a person entered below an element since it opened, told from what stood there before. */
export class Entries {
  readonly #before = new Map<Control, string>()

  /** To be told of each control before it is changed: by focus and by pointer. */
  remember(target: EventTarget): void {
    if (!isControl(target) || this.#before.has(target)) return
    for (const control of this.#before.keys()) {
      if (!control.isConnected) this.#before.delete(control)
    }
    this.#before.set(target, stateOf(target))
  }

  /** To be told of each change; one that came without focus counts, whatever it was before. */
  note(target: EventTarget): void {
    if (isControl(target) && !this.#before.has(target)) this.#before.set(target, '')
  }

  isEmpty(): boolean {
    return [...this.#before].every(
      ([control, before]) => !control.isConnected || stateOf(control) === before,
    )
  }

  forget(): void {
    this.#before.clear()
  }
}

/**
 * Gives the first field the focus with its text selected, as Tab does; without any field the dialog
 * itself has it, where Enter does nothing. Fields that are fetched first get it when they come, unless
 * the person has gone elsewhere meanwhile. Returns how to stop waiting.
 */
export function focusFirstField(dialog: HTMLDialogElement): () => void {
  if (focusField(dialog)) return () => undefined
  dialog.focus()
  const waiting = new MutationObserver(() => {
    if (document.activeElement !== dialog || focusField(dialog)) waiting.disconnect()
  })
  waiting.observe(dialog, { childList: true, subtree: true })
  return () => waiting.disconnect()
}

function focusField(dialog: HTMLDialogElement): boolean {
  const fields = [...dialog.querySelectorAll<HTMLElement>(FIELD)]
  const first = fields.find((field) => !isUnchosen(field))
  if (first === undefined) return false
  first.focus()
  if (first instanceof HTMLInputElement) first.select()
  return document.activeElement === first
}

/** The focus goes to the chosen one of a group, where one is chosen. */
function isUnchosen(field: HTMLElement): boolean {
  if (!(field instanceof HTMLInputElement) || field.type !== 'radio' || field.checked) return false
  const group = field.form?.elements.namedItem(field.name)
  return group instanceof RadioNodeList && group.value !== ''
}

function isControl(target: EventTarget): target is Control {
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  return isField && target.form !== null && !target.matches(IS_CONSENT)
}

function stateOf(control: Control): string {
  const isTick = control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type)
  return isTick ? String(control.checked) : control.value
}
