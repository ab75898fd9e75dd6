'use client'

import { useState } from 'react'
import type { SignedText } from '@/lib/flows/lease-form/form-rules'
import type { LeaseFormProps } from '../types'
import { ContractText } from './contract-text'
import { HiddenFields } from './hidden-fields'

interface SignedTermsProps extends Pick<LeaseFormProps, 'view' | 'fieldId' | 'onGate'> {
  text: SignedText
  /** The first field of its form, so that the focus begins here. */
  isFirst?: boolean
}

/** The contract that sending the form signs; its hash goes with it and says what was read. */
export function SignedTerms({ text, ...props }: SignedTermsProps) {
  const refused = useRefusedLines(text.lines, props.view.state)
  return (
    <>
      <HiddenFields termsHash={text.termsHash} />
      <Changes before={refused ?? text.lines} now={text.lines} />
      <ContractText
        key={text.termsHash}
        text={text}
        title="The contract that is signed"
        {...props}
      />
    </>
  )
}

/** The text that was shown when it was refused because it reads differently by now. */
function useRefusedLines(
  lines: readonly string[],
  state: LeaseFormProps['view']['state'],
): readonly string[] | null {
  const [last, setLast] = useState<{
    state: LeaseFormProps['view']['state']
    refused: readonly string[] | null
  }>({ state, refused: null })
  if (last.state !== state) {
    const isChanged = state.status === 'error' && state.code === 'terms_changed'
    setLast({ state, refused: isChanged ? lines : null })
  }
  return last.refused
}

function Changes({ before, now }: { before: readonly string[]; now: readonly string[] }) {
  const gone = before.filter((line) => !now.includes(line))
  const come = now.filter((line) => !before.includes(line))
  return (
    <div role="status" className="empty:absolute">
      {gone.length + come.length === 0 ? null : (
        <div className="rounded-control bg-warn-soft px-2.5 py-2 text-dense text-warn">
          <p className="font-medium">Changed since you read it:</p>
          <ul className="list-disc pl-5">
            {gone.map((line) => (
              <li key={line}>
                before: <bdi>{line}</bdi>
              </li>
            ))}
            {come.map((line) => (
              <li key={line}>
                now: <bdi>{line}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
