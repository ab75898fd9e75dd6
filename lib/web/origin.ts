import 'server-only'
import { headers } from 'next/headers'
import { originVerdict } from '@/lib/auth/origins'
import { ForbiddenError } from '@/lib/core/errors'
import { getServices } from './services'

/**
 * Refuses what another site may have sent with this visitor's cookies. Next compares Origin with
 * Host, both of which a forwarding header can bend, and lets a request without Origin pass.
 */
export async function isOwnOrigin(given?: Headers): Promise<boolean> {
  const { origins } = await getServices()
  return originVerdict(given ?? (await headers()), origins) === 'own'
}

export function foreignOrigin(): ForbiddenError {
  return new ForbiddenError('This request came from another site.', 'foreign_origin')
}
