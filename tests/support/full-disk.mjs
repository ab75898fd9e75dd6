// Loaded into a server under test: while the file that FULL_DISK names exists, its disk is full. "seen":
// the system says so and files can't grow. "unseen": it says nothing, and no write goes through at all, as
// with a quota on a disk that copies on write.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { fstatSync, readFileSync, statfsSync, writeSync } = fs
const { FULL_DISK } = process.env

function howFull() {
  try {
    return readFileSync(FULL_DISK, 'utf8')
  } catch {
    return 'not'
  }
}

fs.statfsSync = (...given) => {
  const found = statfsSync(...given)
  return howFull() === 'seen' ? { ...found, bavail: 0, bsize: found.bsize } : found
}

fs.writeSync = (file, data, offset = 0, length = data.length - offset, position = null) => {
  const stat = fstatSync(file)
  const how = stat.isFile() ? howFull() : 'not'
  if (how === 'unseen' || (how === 'seen' && (position ?? stat.size) + length > stat.size)) {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      errno: -28,
      syscall: 'write',
    })
  }
  return writeSync(file, data, offset, length, position)
}

syncBuiltinESMExports()
