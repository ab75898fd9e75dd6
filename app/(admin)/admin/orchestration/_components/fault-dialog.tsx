'use client'

import { useState } from 'react'
import { FAULT_WORDS } from '@/components/liquidity/channel-words'
import { FormDialog } from '@/components/shared/form/form-dialog'
import { WholeField } from '@/components/shared/form/whole-field'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import type { ActionState } from '@/lib/core/action-state'
import { LIGHTNING_FAULTS } from '@/types'

const MOST = 100

interface FaultDialogProps {
  nodes: readonly { id: string; alias: string }[]
  action: (state: ActionState<null>, form: FormData) => Promise<ActionState<null>>
}

/** Demo only: lets the next operations of a node run into a fault, to see how the product takes it. */
export function FaultDialog({ nodes, action }: FaultDialogProps) {
  const [count, setCount] = useState('1')
  return (
    <FormDialog<null>
      trigger="Script a fault"
      title="Script a fault"
      intro="Part of the demo: the next channel operations of this node run into the fault that you choose."
      submitLabel="Script fault"
      action={action}
    >
      {({ errors, values }, fieldId) => (
        <>
          <Field id={fieldId('nodeId')} name="nodeId" label="Node" error={errors.nodeId}>
            {(control) => (
              <Select {...control} defaultValue={values.nodeId}>
                {nodes.map(({ id, alias }) => (
                  <option key={id} value={id}>
                    {alias} ({id})
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field id={fieldId('fault')} name="fault" label="Kind" error={errors.fault}>
            {(control) => (
              <Select {...control} defaultValue={values.fault}>
                {LIGHTNING_FAULTS.map((fault) => (
                  <option key={fault} value={fault}>
                    {FAULT_WORDS[fault]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <WholeField
            id={fieldId('count')}
            name="count"
            label="Count"
            min={1}
            max={MOST}
            value={count}
            onValue={setCount}
            error={errors.count}
            hint="Operations that it strikes"
          />
        </>
      )}
    </FormDialog>
  )
}
