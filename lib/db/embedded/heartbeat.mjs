// Runs as a thread of its own, since a long query of the embedded store holds up the main one: touches
// the lock file, and ends the process when somebody has taken the folder over meanwhile.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import process from 'node:process'
import { workerData } from 'node:worker_threads'

const { file, nonce, beatMs } = workerData

// Writes the first byte anew, so that the file system dates the file and not this machine's clock.
function touchOwn() {
  const lock = openSync(file, 'r+')
  try {
    const isOwn = JSON.parse(readFileSync(lock, 'utf8')).nonce === nonce
    if (isOwn) writeSync(lock, '{', 0)
    return isOwn
  } finally {
    closeSync(lock)
  }
}

setInterval(() => {
  try {
    if (touchOwn()) return
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
