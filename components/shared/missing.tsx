/** Not zero: nothing is known. The reason is heard, and shown on hover. */
export function Missing({ reason = 'No data for this period' }: { reason?: string | undefined }) {
  return (
    <span data-slot="missing" title={reason} className="text-faint">
      <span aria-hidden="true">—</span>
      <span className="sr-only">{reason}</span>
    </span>
  )
}
