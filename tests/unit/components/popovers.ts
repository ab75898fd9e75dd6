import { vi } from 'vitest'

/** The test's DOM has no popovers: here an attribute stands for what the browser knows of an open one. */
export function browserKnowsPopovers(): void {
  const find = document.querySelector.bind(document)
  vi.spyOn(document, 'querySelector').mockImplementation((selector: string) =>
    find(selector.replaceAll(':popover-open', '[data-open]')),
  )
  HTMLElement.prototype.showPopover = function showPopover() {
    this.setAttribute('data-open', '')
  }
  HTMLElement.prototype.hidePopover = function hidePopover() {
    this.removeAttribute('data-open')
  }
}
