import { DEFAULT_SEED, REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { createWorld } from '@/lib/mock-data/world'
import { findViolations, INVARIANTS } from '@/lib/validators/world'
import { holds, identitiesOf } from '../tests/support/identities'

/** `npx tsx scripts/print-world.ts [seed] [instant]`: every identity and invariant with its verdict. */
const [seed = String(DEFAULT_SEED), instant = REFERENCE_INSTANT] = process.argv.slice(2)
const world = createWorld({ seed: Number(seed), now: new Date(instant), scale: 1 })

const identities = identitiesOf(world)
for (const identity of identities) {
  console.log(`${holds(identity)}  ${identity.name}: ${identity.actual}`)
}
const violations = findViolations(world)
for (const { rule, entity, description } of INVARIANTS) {
  const isKept = !violations.some((row) => row.rule === rule && row.entity === entity)
  console.log(`${isKept}  ${entity} ${rule}: ${description}`)
}
const broken = identities.filter((identity) => !holds(identity)).length + violations.length
console.log(`${identities.length} identities, ${INVARIANTS.length} invariants, ${broken} broken`)
process.exitCode = broken === 0 ? 0 : 1
