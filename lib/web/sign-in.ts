import 'server-only'
import { cookies, headers } from 'next/headers'
import type { z } from 'zod'
import { DEVICE_SECONDS, deviceCookieName, deviceOf, rememberDevice } from '@/lib/auth/device'
import { readSessionToken } from '@/lib/auth/session-token'
import { systemCtx } from '@/lib/platform/ctx'
import { readProductClock } from '@/lib/platform/demo/queries'
import type { Viewer } from '@/lib/platform/session/find-viewer'
import { accountOf, signIn, type signInInput } from '@/lib/platform/session/sign-in'
import { signOut } from '@/lib/platform/session/sign-out'
import { demoPowers } from './demo-powers'
import { requestInfo } from './request-info'
import { getServices } from './services'
import { mirrorDisplay, passCookies } from './set-cookies'
import { readViewer } from './viewer'

/** Signs in and sets the cookies of the answer: the session and how the person likes to see things. */
export async function openSession(input: z.output<typeof signInInput>): Promise<Viewer> {
  const services = await getServices()
  const { requestId, client } = requestInfo(await headers())
  const { db, cookieName, secret } = services
  const clock = await readProductClock(db)
  const jar = await cookies()
  const deviceName = deviceCookieName(services.isHttps ? 'secure' : 'plain')
  const known = jar.get(deviceName)?.value
  const account = accountOf(input.email)
  const { personas: admitsPersonas } = await demoPowers()
  const ctx = { ...systemCtx({ db, clock, requestId }, 'sign-in'), client }
  const { viewer, cookies: setCookies } = await signIn(
    ctx,
    { ...services, admitsPersonas },
    input,
    {
      formerToken: readSessionToken(jar.get(cookieName)?.value, secret),
      device: deviceOf(known, account, secret),
    },
  )
  await passCookies(setCookies)
  jar.set(deviceName, rememberDevice(known, account, secret), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: services.isHttps,
    maxAge: DEVICE_SECONDS,
  })
  const { unit, theme } = viewer.preferences
  await mirrorDisplay({ unit, theme })
  return viewer
}

/** Ends the session of this browser; without one only the cookie is cleared. */
export async function closeSession(): Promise<void> {
  const { cookieName, isHttps } = await getServices()
  const viewer = await readViewer()
  if (viewer !== null) await signOut(viewer, viewer.sessionId)
  const jar = await cookies()
  jar.set(cookieName, '', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps,
    maxAge: 0,
  })
}
