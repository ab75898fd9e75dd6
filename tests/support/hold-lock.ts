/** Takes the folder given as argument, says how it went, and stays. */
import { lockFolder } from '@/lib/db/embedded/lock'

try {
  await lockFolder(String(process.argv[2]))
  console.log('held')
  setInterval(() => undefined, 60_000)
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error))
}
