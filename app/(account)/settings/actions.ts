'use server'

import { refresh } from 'next/cache'
import type { PreferenceChange as ShownChange } from '@/components/shared/preferences'
import { PAGE_SIZES } from '@/lib/core/pagination'
import {
  preferenceChangeInput,
  type SettingsInput,
  settingsInput,
} from '@/lib/platform/preference/inputs'
import type { PreferenceChange } from '@/lib/platform/preference/rules'
import { defineAction, settle } from '@/lib/web/action'
import { formValues } from '@/lib/web/form-values'
import { parseInput } from '@/lib/web/parse-input'
import { changeOne, saveAndMirror } from '@/lib/web/preferences'
import { CHART_RANGES } from '@/types'

/** One change from a switch of the shell, a chart or a table; what fails is logged and stays as it was. */
export async function changePreference(change: ShownChange | FormData): Promise<void> {
  await settle({}, async () => {
    const input = change instanceof FormData ? changeIn(change) : change
    await changeOne(parseInput(preferenceChangeInput, input))
    return { data: undefined }
  })
}

function changeIn(form: FormData): Record<string, unknown> {
  const [[kind, value] = []] = Object.entries(formValues(form))
  return kind === undefined ? {} : { kind, [kind]: value }
}

export const saveSettings = defineAction({
  name: 'preferences.save',
  input: settingsInput,
  viewers: 'allowed',
  run: async (ctx, input) => {
    await saveAndMirror(ctx, changesOf(input))
    refresh()
    return { data: undefined, message: 'Saved.' }
  },
})

function changesOf(input: SettingsInput): PreferenceChange[] {
  const pageSize = PAGE_SIZES.find((size) => String(size) === input.pageSize)
  const range = CHART_RANGES.find((days) => String(days) === input.defaultRange)
  return [
    { kind: 'unit', unit: input.unit },
    { kind: 'theme', theme: input.theme },
    { kind: 'time-zone', timeZone: input.timeZone === '' ? null : input.timeZone },
    { kind: 'density', density: input.density },
    { kind: 'start-page', startPage: input.startPage },
    ...(pageSize === undefined ? [] : [{ kind: 'page-size' as const, pageSize }]),
    ...(range === undefined ? [] : [{ kind: 'default-range' as const, range }]),
  ]
}
