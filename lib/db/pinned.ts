/**
 * `true` when a table's row and its record have exactly the same fields and types, else `never`:
 * `export const leasePinned: Pinned<typeof leaseTable.$inferSelect, LeaseRecord> = true`.
 */
export type Pinned<Row, Entity> = [Row] extends [Entity]
  ? [Entity] extends [Row]
    ? true
    : never
  : never
