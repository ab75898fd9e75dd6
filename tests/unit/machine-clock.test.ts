import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const ASKS = /\bnew Date\(\)|\bDate\.now\(|(?<!new )\bDate\(\)/

/** Who asks for the machine's time, and why; all others are given the product's. */
const PRODUCT: Readonly<Record<string, string>> = {
  'components/shell/session-clock.ts': 'a machine that slept has missed its timers',
  'lib/auth/table.ts': 'a session begins now, whatever the product clock says',
  'lib/db/availability.ts': 'how long the database has been away',
  'lib/db/client.ts': 'the product clock begins here',
  'lib/platform/jobs/loop.ts': 'whether the loop still runs',
  'lib/web/services.ts': 'sessions and limits live in real time',
}
const TESTS: Readonly<Record<string, string>> = {
  'tests/integration/auth/sign-in.test.ts': 'sessions and limits live in real time',
  'tests/integration/platform/jobs.test.ts': 'whether the loop still runs',
  'tests/unit/components/session-clock.test.ts': 'puts a faked clock ahead',
  'tests/unit/components/session-watch.test.tsx': 'puts a faked clock ahead',
  'tests/unit/moved-clock.test.ts': "is about the machine's clock",
}

function askersIn(folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.posix.join(folder, name.split(path.sep).join('/')),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('machine-clock.test.ts'))
    .filter((file) => ASKS.test(readFileSync(path.join(ROOT, file), 'utf8')))
    .sort()
}

describe('the machine’s clock', () => {
  it('is asked in few places of the product', () => {
    expect(askersIn(['app', 'components', 'lib', 'types'])).toEqual(Object.keys(PRODUCT).sort())
  })

  it('is asked by tests of real time alone', () => {
    expect(askersIn(['tests'])).toEqual(Object.keys(TESTS).sort())
  })
})
