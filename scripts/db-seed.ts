import { isStoreEmpty } from '@/lib/seed'
import { prepareStore } from './server/prepare-store'
import { withStore } from './server/with-store'

await withStore(async ({ db, env, alone }) => {
  await alone('Nothing was seeded')
  if (!(await isStoreEmpty(db))) {
    console.log('The store already holds a world; "npm run db:reset" removes it.')
    return
  }
  await prepareStore(db, { ...env, demo: true }, alone)
  console.log(`Seeded the demo world ${env.seed} at scale ${env.scale}.`)
})
