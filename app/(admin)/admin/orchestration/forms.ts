import { scriptFaultInput } from '@/lib/flows/orchestration/inputs'
import { wholeText } from '@/lib/web/form-fields'

const { count } = scriptFaultInput.shape

/** The fields of "Script a fault" → what the command wants. */
export const faultForm = scriptFaultInput.extend({ count: wholeText.pipe(count) })
