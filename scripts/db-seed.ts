import { type Env, StartError } from '@/lib/env'
import { isStoreEmpty } from '@/lib/seed'
import { seedIfWanted } from './server/prepare-store'
import { withStore } from './server/with-store'

/** Before the database is touched. */
function assertWanted({ databaseUrl, demo }: Env): void {
  if (demo) return
  const [wanted, where] =
    databaseUrl === null ? ['not be 0', 'this store'] : ['be 1', 'a PostgreSQL database']
  throw new StartError(
    `FLOWRATE_DEMO must ${wanted} to seed ${where}: it gets made-up organisations, and people whose password is public.`,
  )
}

await withStore(async ({ db, env, alone }) => {
  await alone('Nothing was seeded')
  if (!(await isStoreEmpty(db))) {
    console.log('The store already holds a world; "npm run db:reset" removes it.')
    return
  }
  await seedIfWanted(db, env, alone)
  console.log(`Seeded the demo world ${env.seed} at scale ${env.scale}.`)
}, assertWanted)
