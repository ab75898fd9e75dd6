import { ConflictError } from '@/lib/core/errors'

/**
 * Nobody acts on a stale screen: the version that it was drawn from is compared when it travels along.
 * @throws ConflictError `stale_version` with the fresh version and state.
 */
export function assertVersion(
  what: string,
  row: { id: string; version: number; status: string },
  version: number | undefined,
): void {
  if (version === undefined || version === row.version) return
  throw new ConflictError(
    'stale_version',
    `${what} ${row.id} has changed since you looked at it.`,
    {
      id: row.id,
      version: row.version,
      status: row.status,
    },
  )
}
