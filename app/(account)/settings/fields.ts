import { PAGE_SIZES } from '@/lib/core/pagination'
import type { Preferences } from '@/lib/platform/preference/rules'
import { CHART_RANGES, type Role } from '@/types'
import type { SettingsField } from './_components/settings-form'

/** The settings as fields with their present values, in reading order. */
export function settingsFields(preferences: Preferences, role: Role): SettingsField[] {
  return [
    {
      name: 'unit',
      label: 'Amounts in',
      value: preferences.unit,
      options: [
        { value: 'btc', label: 'BTC' },
        { value: 'sats', label: 'Satoshis' },
      ],
    },
    {
      name: 'theme',
      label: 'Theme',
      value: preferences.theme,
      options: [
        { value: 'system', label: 'As the device' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ],
    },
    {
      name: 'timeZone',
      label: 'Time zone',
      hint: 'For times on screen. Days, periods and windows always are UTC.',
      value: preferences.timeZone ?? '',
      options: [
        { value: '', label: 'As the browser' },
        { value: 'UTC', label: 'UTC' },
        ...zones(preferences.timeZone).map((zone) => ({
          value: zone,
          label: zone.replaceAll('_', ' '),
        })),
      ],
    },
    {
      name: 'density',
      label: 'Table rows',
      value: preferences.density,
      options: [
        { value: 'compact', label: 'Compact' },
        { value: 'comfortable', label: 'Comfortable' },
      ],
    },
    {
      name: 'pageSize',
      label: 'Rows per page',
      value: String(preferences.pageSize),
      options: PAGE_SIZES.map((size) => ({ value: String(size), label: String(size) })),
    },
    {
      name: 'defaultRange',
      label: 'Charts open with',
      hint: 'A chart keeps a range that was chosen on it.',
      value: String(preferences.defaultRange),
      options: CHART_RANGES.map((days) => ({ value: String(days), label: `${days} days` })),
    },
    {
      name: 'startPage',
      label: 'Page after sign-in',
      value: preferences.startPage,
      options: [
        { value: 'overview', label: 'Overview' },
        { value: 'alerts', label: 'Alerts' },
        ...(role === 'admin' ? [{ value: 'audit', label: 'Audit log' }] : []),
      ],
    },
  ]
}

/** Zones of this runtime; a stored name that it lists differently stays selectable. */
function zones(stored: string | null): string[] {
  const names = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')
  if (stored === null || stored === 'UTC' || names.includes(stored)) return names
  return [stored, ...names]
}
