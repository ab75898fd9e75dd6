import type { Page } from '@playwright/test'

/** What is marked with it is checked for contrast. */
export const UNPROVEN = 'data-unproven'

/**
 * Looks whose contrast axe has measured and found enough, in any test of this worker. Contrast depends on
 * nothing but the look: rows of a table, and pages of one kind, repeat a few hundred of them.
 */
const proven = new Set<number>()

interface Looking {
  looks?: Map<Element, number>
}

/**
 * Marks every text whose look is not proven yet, or that something other than its ancestors paints behind.
 * Tells how many there are.
 */
export function markUnproven(page: Page): Promise<number> {
  return page.evaluate(mark, [UNPROVEN, [...proven]] as const)
}

/** Remembers the looks of what axe has measured. */
export function keepProven(looks: readonly number[]): void {
  for (const look of looks) proven.add(look)
}

/**
 * Runs in the page. A look is what the text and all that is around it are: names of elements and classes,
 * colours, backgrounds, opacity and the size and weight of the letters, as they are computed.
 */
function mark([attribute, known]: readonly [string, readonly number[]]): number {
  const seen = new Set(known)
  const looks = new Map<Element, number>()
  const memory = window as Window & Looking
  memory.looks = new Map()

  const digest = (text: string, seed: number) => {
    let [a, b] = [seed ^ 0x9e3779b9, (seed / 2 ** 21) ^ 0x85ebca6b]
    for (let at = 0; at < text.length; at += 1) {
      a = Math.imul(a ^ text.charCodeAt(at), 2654435761)
      b = Math.imul(b ^ text.charCodeAt(at), 1597334677)
    }
    return (b >>> 11) * 2 ** 32 + (a >>> 0)
  }
  const lookOf = (element: Element): number => {
    const kept = looks.get(element)
    if (kept !== undefined) return kept
    const style = getComputedStyle(element)
    const parts = [element.localName, element.getAttribute('class') ?? '', style.color]
    parts.push(
      style.backgroundColor,
      style.backgroundImage,
      style.opacity,
      style.webkitTextFillColor,
    )
    parts.push(style.fontSize, style.fontWeight, style.textShadow, style.filter, style.mixBlendMode)
    const around = element.parentElement
    const look = digest(parts.join('|'), around === null ? 0 : lookOf(around))
    looks.set(element, look)
    return look
  }

  const shown = [...document.body.querySelectorAll('*')].filter((each) => each.checkVisibility())
  const isClear = (colour: string) => colour === 'transparent' || /[,/] ?0\)$/.test(colour)
  const isOpaque = (colour: string) => /^rgb\(/.test(colour)
  const painted = shown.flatMap((element) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(element)
    const isImage = element.matches('img, svg, canvas, video')
    if (isClear(backgroundColor) && backgroundImage === 'none' && !isImage) return []
    return [{ element, rect: element.getBoundingClientRect() }]
  })
  const ground = (element: Element): Element => {
    const above = element.parentElement
    if (above === null || isOpaque(getComputedStyle(element).backgroundColor)) return element
    return ground(above)
  }
  const boxesOf = (element: Element): DOMRect[] => {
    if (element.matches('input, select, textarea')) return [element.getBoundingClientRect()]
    return [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== Node.TEXT_NODE || node.textContent?.trim() === '') return []
      const range = document.createRange()
      range.selectNodeContents(node)
      return [...range.getClientRects()]
    })
  }
  const overlap = (a: DOMRect, b: DOMRect) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  /** What lies outside of its opaque ground is below that, or hides the text. */
  const isOverPaint = (element: Element, boxes: readonly DOMRect[]) => {
    const around = ground(element)
    return painted.some(
      ({ element: other, rect }) =>
        boxes.some((box) => overlap(box, rect)) &&
        !other.contains(element) &&
        around.contains(other),
    )
  }

  /** For screen readers alone, which axe does not measure either. */
  const isClipped = (element: Element | null): boolean => {
    if (element === null) return false
    const { clip, clipPath } = getComputedStyle(element)
    if (/^rect\(0px,? 0px,? 0px,? 0px\)$/.test(clip) || clipPath === 'inset(50%)') return true
    return isClipped(element.parentElement)
  }

  for (const element of shown) {
    element.removeAttribute(attribute)
    if (isClipped(element)) continue
    const boxes = boxesOf(element)
    if (boxes.length === 0) continue
    const look = lookOf(element)
    if (seen.has(look) && !isOverPaint(element, boxes)) continue
    element.setAttribute(attribute, '')
    memory.looks.set(element, look)
  }
  return memory.looks.size
}
