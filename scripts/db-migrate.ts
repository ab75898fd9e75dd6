import { withStore } from './server/with-store'

await withStore(async () => {
  console.log('The store has the current schema.')
})
