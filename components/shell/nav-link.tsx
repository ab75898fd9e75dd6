'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { isCurrentPage } from './navigation'

interface NavLinkProps {
  href: string
  isIndex: boolean
  title: string
  className: string
  children: ReactNode
}

/** Knows whether it is the current page; closes the phone's menu when followed. */
export function NavLink({ href, isIndex, title, className, children }: NavLinkProps) {
  const pathname = usePathname()
  return (
    <Link
      href={href as Route}
      prefetch={false}
      title={title}
      aria-current={isCurrentPage({ href, isIndex }, pathname) ? 'page' : undefined}
      onClick={(event) => event.currentTarget.closest('dialog')?.close()}
      className={className}
    >
      {children}
    </Link>
  )
}
