import { GLOSSARY } from '@/components/shared/glossary'
import { ShieldCheckIcon } from '@/components/ui/icons'
import { Popover } from '@/components/ui/popover'

/** Stands wherever leased money is shown; says what the word means. */
export function NonCustodialBadge() {
  const id = 'non-custodial-about'
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="inline-flex h-8 min-w-8 items-center justify-center gap-1.5 rounded-full text-muted text-xs hover:bg-hover hover:text-fg xl:h-7 xl:border xl:border-border xl:px-2.5 coarse:min-h-11 coarse:min-w-11"
      >
        <ShieldCheckIcon className="size-3.5" />
        <span className="sr-only xl:not-sr-only">Non-custodial</span>
      </button>
      <Popover id={id} align="end" role="dialog" aria-label="Non-custodial">
        <p className="font-semibold">{GLOSSARY['non-custodial'].term}</p>
        <p className="mt-1 text-muted">{GLOSSARY['non-custodial'].meaning}</p>
        <p className="mt-2 text-muted">
          Only fees and prepayments pass through a settlement balance at Flowrate, until they are
          paid out.
        </p>
      </Popover>
    </>
  )
}
