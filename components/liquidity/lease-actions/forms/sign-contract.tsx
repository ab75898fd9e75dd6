import { ContractText } from '../parts/contract-text'
import { HiddenFields } from '../parts/hidden-fields'
import { TermFacts } from '../parts/term-facts'
import type { LeaseFormProps } from '../types'

/** The terms as people read them, the text that is signed, and its hash. */
export default function SignContract({ form, viewer, view, fieldId, onGate }: LeaseFormProps) {
  const { lease, signs } = form
  if (lease.contract === null || signs?.termsHash == null) return null
  return (
    <>
      <HiddenFields contractId={lease.contract.id} termsHash={signs.termsHash} />
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
      <ContractText
        key={signs.termsHash}
        text={signs}
        title="The contract that is signed"
        isFirst
        view={view}
        fieldId={fieldId}
        onGate={onGate}
      />
    </>
  )
}
