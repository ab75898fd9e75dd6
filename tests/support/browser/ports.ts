/** Not every port will do: fetch refuses some, 4190 among them. */
const FIRST = Number(process.env.E2E_PORT ?? 4890)
const PORTS_PER_WORKER = 20

/** The server of a worker listens here; the ports behind it are for servers that its tests start. */
export function portOf(worker: number): number {
  return FIRST + worker * PORTS_PER_WORKER
}

/** The worker that this process is; outside of any, the first. */
export function ownWorker(): number {
  return Number(process.env.TEST_PARALLEL_INDEX ?? 0)
}
