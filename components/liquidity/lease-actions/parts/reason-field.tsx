import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { LeaseFormProps } from '../types'

interface ReasonFieldProps extends Pick<LeaseFormProps, 'view' | 'fieldId'> {
  label?: string
  hint?: string
}

/** Why; both sides read it. */
export function ReasonField({
  view,
  fieldId,
  label = 'Reason',
  hint = 'At least 10 characters; both sides read it.',
}: ReasonFieldProps) {
  return (
    <Field
      id={fieldId('reason')}
      name="reason"
      label={label}
      hint={hint}
      error={view.errors.reason}
    >
      {(control) => (
        <Textarea {...control} rows={3} maxLength={500} defaultValue={view.values.reason} />
      )}
    </Field>
  )
}
