import { HiddenFields } from '../parts/hidden-fields'
import { SignedTerms } from '../parts/signed-terms'
import { TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

/** The terms as people read them, the text that is signed, and its hash. */
export default function SignContract({ form, viewer, view, fieldId, onGate }: LeaseFormProps) {
  const { lease, signs } = form
  if (lease.contract === null || signs === null) return null
  return (
    <>
      <HiddenFields contractId={lease.contract.id} />
      <TermFacts
        terms={{ ...lease, totalSats: lease.totalFeeSats }}
        viewer={viewer}
        marginBps={form.marginBps}
        before={[
          { label: 'Contract', value: lease.contract.id },
          { label: 'Lessor', value: lease.lessorLabel },
          { label: 'Lessee', value: lease.lesseeLabel },
        ]}
      />
      <SignedTerms text={signs} isFirst view={view} fieldId={fieldId} onGate={onGate} />
    </>
  )
}
