import type { AlertBanner } from '@/components/shared/alert-banners'
import type { AlertSeverity } from '@/types'

export const SEVERITY_TONES = { error: 'bad', warning: 'warn', info: 'info' } as const

interface BannerSource {
  rows: readonly {
    id: string
    severity: AlertSeverity
    title: string
    message: string
    actionLabel: string | null
    actionUrl: string | null
  }[]
  total: number
}

/** Notifications as the banners at the top of an overview. */
export function notificationBanners({ rows, total }: BannerSource): {
  alerts: AlertBanner[]
  total: number
} {
  const alerts = rows.map(({ id, severity, title, message, actionLabel, actionUrl }) => ({
    id,
    tone: SEVERITY_TONES[severity],
    title,
    message,
    ...(actionUrl === null ? {} : { href: actionUrl, actionLabel: actionLabel ?? 'View' }),
  }))
  return { alerts, total }
}
