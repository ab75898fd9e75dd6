'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { isCurrentPage } from './navigation'

interface NavLinkProps {
  href: string
  isIndex: boolean
  title: string
  className: string
  children: ReactNode
}

/**
 * Knows whether it is the current page; closes the phone's menu when followed. The page behind it
 * is fetched as soon as the pointer or the focus arrives, so that a click finds it there.
 */
export function NavLink({ href, isIndex, title, className, children }: NavLinkProps) {
  const pathname = usePathname()
  const [isWanted, setWanted] = useState(false)
  return (
    <Link
      href={href as Route}
      prefetch={isWanted}
      onPointerEnter={() => setWanted(true)}
      onFocus={() => setWanted(true)}
      title={title}
      aria-current={isCurrentPage({ href, isIndex }, pathname) ? 'page' : undefined}
      onClick={(event) => event.currentTarget.closest('dialog')?.close()}
      className={className}
    >
      {children}
    </Link>
  )
}
