import 'server-only'
import { forbidden } from 'next/navigation'
import type { PreferenceChange, Preferences } from '@/lib/platform/preference/rules'
import { savePreferences } from '@/lib/platform/preference/save-preferences'
import { isOwnOrigin } from './origin'
import { type DisplayChange, mirrorDisplay } from './set-cookies'
import { readViewer, type ViewerCtx } from './viewer'

/** Saves changes for the viewer and mirrors them for the pages that know nobody. */
export async function saveAndMirror(
  ctx: ViewerCtx,
  changes: readonly PreferenceChange[],
): Promise<Preferences> {
  const preferences = await savePreferences(ctx, changes)
  const { unit, theme } = preferences
  await mirrorDisplay({ unit, theme })
  return preferences
}

/** One change from wherever a switch is shown; before sign-in it lives in the cookies alone. */
export async function changeOne(change: PreferenceChange): Promise<void> {
  if (!(await isOwnOrigin())) forbidden()
  const viewer = await readViewer()
  if (viewer !== null) {
    await saveAndMirror(viewer, [change])
    return
  }
  await mirrorDisplay(displayPart(change))
}

function displayPart(change: PreferenceChange): DisplayChange {
  switch (change.kind) {
    case 'unit':
      return { unit: change.unit }
    case 'theme':
      return { theme: change.theme }
    case 'time-zone':
    case 'density':
    case 'page-size':
    case 'start-page':
    case 'default-range':
    case 'chart':
    case 'table':
      return {}
  }
}
