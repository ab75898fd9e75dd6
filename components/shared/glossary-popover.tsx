import { cn } from '@/components/ui/cn'
import { InfoIcon } from '@/components/ui/icons'

interface GlossaryPopoverProps {
  /** Unique on the page. */
  id: string
  term: string
  meaning: string
  formula?: string
  className?: string
}

/**
 * An "i" that explains a word, and its formula with the numbers that went in. Made of spans, so that it
 * may stand inside a sentence.
 */
export function GlossaryPopover({ id, term, meaning, formula, className }: GlossaryPopoverProps) {
  return (
    <span data-slot="glossary" className={cn('inline-flex', className)}>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`About ${term}`}
        className="glossary-button"
      >
        <InfoIcon className="size-3.5" />
      </button>
      <span id={id} popover="auto" role="dialog" aria-label={term} className="popover">
        <span className="block font-semibold text-fg">{term}</span>
        <span className="mt-1 block text-muted">{meaning}</span>
        {formula ? (
          <span className="mt-2 block rounded-control bg-sunken px-2 py-1.5 text-fg tabular-nums">
            {formula}
          </span>
        ) : null}
      </span>
    </span>
  )
}
