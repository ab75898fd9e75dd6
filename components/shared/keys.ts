/** True while the keys belong to a field, or to a chord of the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}

/** Single-key shortcuts can be turned off (WCAG 2.1.4); the server writes the choice on `<html>`. */
export function shortcutsAreOn(): boolean {
  return document.documentElement.dataset.shortcuts !== 'off'
}
