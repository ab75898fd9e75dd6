import { AlertTriangleIcon } from '@/components/ui/icons'
import type { ActionState } from '@/lib/web/action-state'

/** What went wrong with the form as a whole; announced when it appears. */
export function FormError({ state }: { state: ActionState }) {
  return (
    <div role="alert" data-slot="form-error" className="empty:hidden">
      {state.status === 'error' ? (
        <p className="flex items-center gap-1.5 text-bad text-dense">
          <AlertTriangleIcon className="size-3.5 shrink-0" />
          {state.message}
        </p>
      ) : null}
    </div>
  )
}
