import { createWorld } from '@/lib/mock-data/world'

/** Run in a process of its own, so that the time zone can be another one. */
const world = createWorld({ seed: 583, now: new Date('2026-11-20T00:00:00.000Z'), scale: 1 })
process.stdout.write(JSON.stringify(world))
