import { existsSync, renameSync, rmSync } from 'node:fs'
import { openPglite } from '@/lib/db/embedded/open'
import { templateFolder } from '@/lib/db/embedded/template'
import { setUpStore } from '@/lib/db/migrate'

/** Leaves an empty, migrated database in the build, so that a first start need not run initdb. */
export async function bakeStore(): Promise<void> {
  const folder = templateFolder()
  if (existsSync(folder)) return
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  const raw = await openPglite(fresh)
  const close = () => raw.close()
  await setUpStore({ kind: 'embedded', raw, secret: '', close }, async () => undefined)
  await close()
  renameSync(fresh, folder)
}
