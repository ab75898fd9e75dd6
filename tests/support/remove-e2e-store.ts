import { rmSync } from 'node:fs'

/** The browser tests' store lives in a temporary folder of the run. */
export default function removeStore(): void {
  const folder = process.env.E2E_DATA_DIR
  if (folder?.includes('flowrate-e2e-')) rmSync(folder, { recursive: true, force: true })
}
