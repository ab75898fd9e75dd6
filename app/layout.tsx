import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { PREFERENCE_COOKIES, themeClass } from '@/components/shared/preferences'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Flowrate', template: '%s · Flowrate' },
  description: 'Operations dashboard for leased Lightning liquidity',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f6f7' },
    { media: '(prefers-color-scheme: dark)', color: '#0e0f11' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const theme = themeClass(jar.get(PREFERENCE_COOKIES.theme)?.value)
  const shortcuts = jar.get(PREFERENCE_COOKIES.shortcuts)?.value === 'off' ? 'off' : 'on'
  return (
    <html
      lang="en"
      data-shortcuts={shortcuts}
      className={`${theme} ${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>{children}</body>
    </html>
  )
}
