import type { Alert, Role, YieldDataPoint } from '@/types'
import { defaultWorld } from './default-world'

/** The arrays, the instant they are as of, and what their records give anew. */
export const { alerts, yieldDataPoints, yieldByTreasury, now, derive } = defaultWorld

export function getAlertById(id: string): Alert | undefined {
  return alerts.find((alert) => alert.id === id)
}

/** The organisation's alerts; "flowrate" is told what admins are told. */
export function getAlertsByUser(organisationId: string): Alert[] {
  return alerts.filter((alert) => alert.userId === organisationId)
}

export function getAlertsByUserType(userType: Role): Alert[] {
  return alerts.filter((alert) => alert.userType === userType)
}

/** The last n days of the platform's yield, oldest first. */
export function getYieldDataPoints(days: number): YieldDataPoint[] {
  return yieldDataPoints.slice(-days)
}

export function getYieldByTreasury(treasuryId: string): YieldDataPoint[] {
  return yieldByTreasury[treasuryId] ?? []
}
