import { expect, type Page } from '@playwright/test'
import axe, { type NodeResult, type RunOptions } from 'axe-core'
import { keepProven, markUnproven, UNPROVEN } from './looks'

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

type Scope = 'all rules' | 'colours'

const RULES: Readonly<Record<Scope, RunOptions>> = {
  'all rules': { runOnly: { type: 'tag', values: TAGS }, rules: EXPERIMENTAL },
  colours: { runOnly: { type: 'rule', values: COLOUR_RULES } },
}

/**
 * No violation of WCAG 2.2 A and AA or of axe's best practices. Contrast, by far the dearest rule, is
 * measured where the look of a text is not proven yet.
 */
export async function axeCheck(page: Page, state: string, scope: Scope = 'all rules') {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  await markUnproven(page)
  const { found, measured } = await page.evaluate(look, [RULES[scope], UNPROVEN] as const)
  keepProven(measured)
  expect.soft(found, state).toEqual([])
}

/** Runs in the page: what is wrong, and the looks that were measured and are right. */
async function look([rules, attribute]: readonly [RunOptions, string]) {
  const { axe: tool, looks } = window as unknown as {
    axe: typeof axe
    looks: ReadonlyMap<Element, number>
  }
  tool.configure({ rules: [{ id: 'color-contrast', selector: `[${attribute}]` }] })
  const { violations, passes } = await tool.run(document, {
    ...rules,
    resultTypes: ['violations', 'passes'],
    elementRef: true,
  })
  const lookOf = ({ element }: NodeResult) => looks.get(element as unknown as Element) ?? 0
  const contrastOf = (results: typeof passes) =>
    results.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes)
  const wrong = new Set(contrastOf(violations).map(lookOf))
  // Text that is hidden passes without being measured.
  const right = contrastOf(passes).filter(({ any }) => any[0]?.data?.contrastRatio > 0)
  return {
    found: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    ),
    measured: right.map(lookOf).filter((each) => each !== 0 && !wrong.has(each)),
  }
}

/**
 * Both themes at the three sizes, without loading the page again. What is named, nested and sized is
 * checked at each size, in light. Colours are in both themes: in dark at the widest size, and at the others
 * where they show a look that is not proven or a link that was not there.
 */
export async function axeMatrix(page: Page, state: string): Promise<void> {
  const show = async (viewport: (typeof SIZES)[number], theme: ShownTheme) => {
    await page.setViewportSize(viewport)
    await showTheme(page, theme)
    return `${state}, ${theme}, ${viewport.width} px`
  }
  for (const size of SIZES) await axeCheck(page, await show(size, 'light'))
  const [phone, tablet, desk] = SIZES
  await axeCheck(page, await show(desk, 'dark'), 'colours')
  await keepLinks(page)
  for (const size of [tablet, phone]) {
    const what = await show(size, 'dark')
    if ((await markUnproven(page)) > 0 || (await hasFreshLink(page))) {
      await axeCheck(page, what, 'colours')
    }
  }
}

interface Linking {
  links?: WeakSet<Element>
}

/** Remembers the links that are shown. */
async function keepLinks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const links = [...document.querySelectorAll('a')].filter((each) => each.checkVisibility())
    const memory = window as Window & Linking
    memory.links = new WeakSet(links)
  })
}

function hasFreshLink(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { links } = window as Window & Linking
    return [...document.querySelectorAll('a')].some(
      (each) => each.checkVisibility() && links?.has(each) !== true,
    )
  })
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
