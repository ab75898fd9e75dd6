import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { asUserText } from './user-text'

export interface Fact {
  label: string
  value: ReactNode
}

/** Label and value pairs of one thing. */
export function FactList({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl
      data-slot="fact-list"
      className={cn(
        'grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-dense',
        className,
      )}
    >
      {facts.map((fact) => (
        <div key={fact.label} className="contents">
          <dt className="text-muted">{fact.label}</dt>
          <dd className="min-w-0 break-words">{asUserText(fact.value)}</dd>
        </div>
      ))}
    </dl>
  )
}
