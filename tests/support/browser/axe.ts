import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Off by default in axe: what is read on a control is part of its name. */
const EXPERIMENTAL = { 'label-content-name-mismatch': { enabled: true } }

export const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
] as const
export const THEMES = ['light', 'dark'] as const
export type ShownTheme = (typeof THEMES)[number]

/** Rules that a theme can break; all others look at the document, which themes don't change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

type Scope = 'all rules' | 'structure' | 'colours'

/** No violation of WCAG 2.2 A and AA or of axe's best practices. */
export async function axeCheck(
  page: Page,
  state: string,
  scope: Scope = 'all rules',
  within?: string,
) {
  const isLoaded = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: ';' }) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], rules: EXPERIMENTAL })
  if (within !== undefined) axe.include(within)
  const { violations } = await rulesOf(axe, scope).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
  expect.soft(found, state).toEqual([])
}

function rulesOf(axe: AxeBuilder, scope: Scope): AxeBuilder {
  if (scope === 'colours') return axe.withRules(COLOUR_RULES)
  const all = axe.withTags(TAGS)
  return scope === 'structure' ? all.disableRules(COLOUR_RULES) : all
}

/**
 * Both themes at the three sizes, without loading the page again. What is named, nested and sized is
 * checked at each size. Colours depend on theme and element, not on the size: in light they are checked at
 * both ends, in dark at the widest, and in both for what another size alone shows.
 */
export async function axeMatrix(page: Page, state: string): Promise<void> {
  const [phone, tablet, desk] = SIZES
  const at = async (viewport: (typeof SIZES)[number], theme: ShownTheme, scope: Scope) => {
    await page.setViewportSize(viewport)
    await showTheme(page, theme)
    await axeCheck(page, `${state}, ${theme}, ${viewport.width} px`, scope)
    if (scope !== 'structure') await keepInMind(page, theme)
  }
  const alone = async (viewport: (typeof SIZES)[number], theme: ShownTheme) => {
    await page.setViewportSize(viewport)
    await showTheme(page, theme)
    if ((await markUnseen(page, theme)) === 0) return
    const what = `${state}, ${theme}, at ${viewport.width} px alone`
    await axeCheck(page, what, 'colours', `[${UNSEEN}]`)
    await keepInMind(page, theme)
  }
  await at(phone, 'light', 'all rules')
  await at(tablet, 'light', 'structure')
  await at(desk, 'light', 'all rules')
  await at(desk, 'dark', 'colours')
  await alone(tablet, 'dark')
  await alone(tablet, 'light')
  await alone(phone, 'dark')
}

const UNSEEN = 'data-unseen'

interface Looking {
  /** Elements whose colours were checked, by theme. */
  seen?: Partial<Record<ShownTheme, WeakSet<Element>>>
}

async function keepInMind(page: Page, theme: ShownTheme): Promise<void> {
  await page.evaluate(
    ([name, mark]) => {
      const memory = window as Window & Looking
      memory.seen ??= {}
      const seen = memory.seen[name] ?? new WeakSet()
      memory.seen[name] = seen
      for (const element of document.querySelectorAll('body *')) {
        element.removeAttribute(mark)
        if (element.checkVisibility()) seen.add(element)
      }
    },
    [theme, UNSEEN] as const,
  )
}

/** Marks what is shown now and was not when the theme's colours were checked; tells how much that is. */
async function markUnseen(page: Page, theme: ShownTheme): Promise<number> {
  return page.evaluate(
    ([name, mark]) => {
      const seen = (window as Window & Looking).seen?.[name]
      const fresh = [...document.querySelectorAll('body *')].filter(
        (element) => element.checkVisibility() && seen?.has(element) !== true,
      )
      for (const element of fresh) element.setAttribute(mark, '')
      return fresh.length
    },
    [theme, UNSEEN] as const,
  )
}

/** As the theme switch does it; colours must not be caught half-way. */
export async function showTheme(page: Page, theme: ShownTheme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.evaluate(async (name) => {
    const { classList } = document.documentElement
    classList.remove('system', 'light', 'dark')
    classList.add(name)
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  }, theme)
}
