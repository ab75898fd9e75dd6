/** The Next build, then the server and an empty image of the embedded store beside it. */
import { spawnSync } from 'node:child_process'
import { bakeStore } from './server/bake-store'
import { bundleServer } from './server/bundle'

const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
})
if (status === 0) {
  await bundleServer()
  await bakeStore()
} else process.exitCode = status ?? 1
