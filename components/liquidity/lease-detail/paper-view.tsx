import { FactList } from '@/components/shared/fact-list'
import type { Paper } from '@/lib/core/paper'

/** A document on screen, word for word as on paper. */
export function PaperView({ paper }: { paper: Paper }) {
  return (
    <div className="grid gap-4 border-border border-t pt-3">
      {paper.sections.map(({ heading, facts = [], paragraphs = [], lines = [] }) => (
        <section key={heading} aria-label={heading} className="grid gap-1.5">
          <h3 className="font-medium">{heading}</h3>
          {facts.length === 0 ? null : <FactList facts={facts} />}
          {paragraphs.map((text) => (
            <p key={text} className="text-muted">
              {text}
            </p>
          ))}
          {lines.length === 0 ? null : (
            <pre
              tabIndex={0}
              className="max-h-96 overflow-y-auto whitespace-pre-wrap break-words rounded-control bg-sunken p-2.5 font-mono text-xs"
            >
              {lines.join('\n')}
            </pre>
          )}
        </section>
      ))}
    </div>
  )
}
