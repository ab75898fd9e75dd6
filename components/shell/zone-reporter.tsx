'use client'

import { useEffect } from 'react'
import { PREFERENCE_COOKIES } from '@/components/shared/preferences'
import { rememberCookie } from './cookie'

/** Tells the server the browser's zone for the next page; what is on screen does not change. */
export function ZoneReporter() {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (zone) rememberCookie(PREFERENCE_COOKIES.timeZone, zone)
  }, [])
  return null
}
