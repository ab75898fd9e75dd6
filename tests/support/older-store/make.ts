/**
 * Writes a populated store of this version into a file beside this one, named after its last migration:
 * `node --import tsx --import ./scripts/preload.mjs tests/support/older-store/make.ts`. Made once, before
 * the version gets another migration; never made again.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { fixedClock } from '@/lib/core/time'
import { openPglite } from '@/lib/db/embedded/open'
import { setUpStore } from '@/lib/db/migrate'
import { wrapPglite } from '@/lib/db/wrap'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { fill } from '@/tests/support/images'
import { migrationTags, OLDER_STORES, STORE_SUFFIX } from './older-stores'
import { play } from './play'
import { sqlDump } from './sql-dump'

const raw = await openPglite('memory://')
const close = () => raw.close()
await setUpStore({ kind: 'embedded', raw, secret: '', close }, (db) => fill(db, 'seeded'))
const db = wrapPglite(raw)
await play({ db, clock: fixedClock(REFERENCE_INSTANT), requestId: 'older-store' })
const file = path.join(OLDER_STORES, `${migrationTags().at(-1)}${STORE_SUFFIX}`)
writeFileSync(file, brotliCompressSync(await sqlDump(raw)))
await close()
console.log(`Wrote ${file}.`)
