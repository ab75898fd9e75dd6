import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
] as const
export const THEMES = ['light', 'dark'] as const
export type ShownTheme = (typeof THEMES)[number]

/** Rules that a theme can break; all others look at the document, which themes don't change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

type Scope = 'all rules' | 'colours'

/** No violation of WCAG 2.2 A and AA or of axe's best practices. */
export async function axeCheck(page: Page, state: string, scope: Scope = 'all rules') {
  const isLoaded = await page.evaluate(() => 'axe' in window)
  const axe = new AxeBuilder({ page, ...(isLoaded && { axeSource: ';' }) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
  const { violations } = await (scope === 'colours'
    ? axe.withRules(COLOUR_RULES)
    : axe.withTags(TAGS)
  ).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
  expect.soft(found, state).toEqual([])
}

/** Both themes at the three sizes, without loading the page again. */
export async function axeMatrix(page: Page, state: string): Promise<void> {
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport)
    await showTheme(page, 'light')
    await axeCheck(page, `${state}, light, ${viewport.width} px`)
    await showTheme(page, 'dark')
    await axeCheck(page, `${state}, dark, ${viewport.width} px`, 'colours')
  }
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
