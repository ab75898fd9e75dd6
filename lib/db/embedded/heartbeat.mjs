// Runs as a thread of its own, since a long query of the embedded store holds up the main one: touches
// the lock file, and ends the process when somebody has taken the folder over meanwhile.
import { readFileSync, utimesSync, writeSync } from 'node:fs'
import process from 'node:process'
import { workerData } from 'node:worker_threads'

const { file, nonce, beatMs } = workerData

setInterval(() => {
  try {
    if (JSON.parse(readFileSync(file, 'utf8')).nonce === nonce) {
      const now = new Date()
      utimesSync(file, now, now)
      return
    }
  } catch {
    // Gone or not readable at present: nobody else has it.
    return
  }
  writeSync(
    2,
    'Another process has taken the data folder, since this one gave no sign of life. It ends here, to save what the other one writes.\n',
  )
  process.kill(process.pid, 'SIGKILL')
}, beatMs)
