import { DEFAULT_SEED, REFERENCE_INSTANT } from './reference'
import { createWorld } from './world'

/** The world behind the exported arrays. */
export const defaultWorld = createWorld({
  seed: DEFAULT_SEED,
  now: new Date(REFERENCE_INSTANT),
  scale: 1,
})
