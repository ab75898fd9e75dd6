import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from '@/components/shell/brand'

interface AuthPageProps {
  title: string
  /** Beside the title: who is signed in, or what the page is for. */
  note?: ReactNode
  children: ReactNode
}

/** The frame of the pages before anybody is signed in. */
export function AuthPage({ title, note, children }: AuthPageProps) {
  return (
    <main id="main" className="mx-auto grid w-full max-w-4xl gap-5 px-4 py-10 md:py-16">
      <header className="grid gap-1">
        <p className="mb-2">
          <Link href="/" className="inline-flex items-center gap-2 font-semibold">
            <BrandMark />
            Flowrate
          </Link>
        </p>
        <h1 className="font-semibold text-xl leading-7 tracking-tight">{title}</h1>
        {note}
      </header>
      {children}
    </main>
  )
}
