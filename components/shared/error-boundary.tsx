'use client'

import { unstable_rethrow } from 'next/navigation'
import { Component, type ReactNode } from 'react'
import { ErrorState } from './error-state'

interface ErrorBoundaryProps {
  title: string
  children: ReactNode
}

interface Failure {
  error: (Error & { digest?: string }) | null
}

/** Keeps one part's failure from taking the page down; redirects and 404s pass through. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Failure> {
  override state: Failure = { error: null }

  static getDerivedStateFromError(error: Error & { digest?: string }): Failure {
    unstable_rethrow(error)
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <ErrorState
        title={this.props.title}
        requestId={error.digest}
        onRetry={() => this.setState({ error: null })}
      />
    )
  }
}
