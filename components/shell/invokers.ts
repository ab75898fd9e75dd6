/** Lets `command`/`commandfor` buttons open dialogs in browsers that do not know them yet. */
export function adoptInvokers(): (() => void) | undefined {
  if ('commandForElement' in HTMLButtonElement.prototype) return undefined
  function onClick(event: MouseEvent) {
    const target = event.target instanceof Element ? event.target : null
    const button = target?.closest('button[commandfor]')
    const dialog = document.getElementById(button?.getAttribute('commandfor') ?? '')
    if (!(dialog instanceof HTMLDialogElement)) return
    if (button?.getAttribute('command') === 'close') dialog.close()
    else dialog.showModal()
  }
  document.addEventListener('click', onClick)
  return () => document.removeEventListener('click', onClick)
}
