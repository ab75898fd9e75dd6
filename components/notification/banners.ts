import type { AlertBanner } from '@/components/shared/alert-banners'
import type { Viewer } from '@/components/shared/preferences'
import { viewerText } from '@/lib/core/viewer-text'
import type { AlertSeverity } from '@/types'

export const SEVERITY_TONES = { error: 'bad', warning: 'warn', info: 'info' } as const

interface BannerSource {
  rows: readonly {
    id: string
    severity: AlertSeverity
    title: string
    message: string
    template: string | null
    actionLabel: string | null
    actionUrl: string | null
  }[]
  total: number
}

/** Notifications as the banners at the top of an overview, in the viewer's unit and zone; who may only look is offered to look. */
export function notificationBanners(
  { rows, total }: BannerSource,
  viewer: Viewer,
  mayAct: boolean,
): {
  alerts: AlertBanner[]
  total: number
} {
  const alerts = rows.map(({ id, severity, title, message, template, actionLabel, actionUrl }) => ({
    id,
    tone: SEVERITY_TONES[severity],
    title,
    message: viewerText(template ?? message, viewer),
    ...(actionUrl === null
      ? {}
      : { href: actionUrl, actionLabel: (mayAct ? actionLabel : null) ?? 'View' }),
  }))
  return { alerts, total }
}
