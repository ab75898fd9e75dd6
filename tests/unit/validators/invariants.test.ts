import { describe, expect, it } from 'vitest'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { createWorld } from '@/lib/mock-data/world'
import type { SeedArrays, WorldView } from '@/lib/validators/view'
import { ARRAY_NAMES, findViolations, INVARIANTS } from '@/lib/validators/world'
import { type Loose, MUTATIONS } from '../../support/mutations'

const world = createWorld({ seed: 583, now: new Date(REFERENCE_INSTANT), scale: 1 })

function copyOfArrays(): SeedArrays {
  const copies = ARRAY_NAMES.map((name) => [name, structuredClone(world[name])])
  return Object.fromEntries(copies) as unknown as SeedArrays
}

describe('the invariants', () => {
  it('have one named damage each, and no damage lacks its invariant', () => {
    const rules = INVARIANTS.map(({ entity, rule }) => `${entity} ${rule}`)
    expect(new Set(rules).size).toBe(rules.length)
    expect(MUTATIONS.map((mutation) => mutation.of).sort()).toEqual([...rules].sort())
  })

  it('find nothing in the arrays alone', () => {
    expect(findViolations({ ...copyOfArrays(), now: world.now })).toEqual([])
  })

  it.each(MUTATIONS)('$of names the record and $field', ({ of, field, damage }) => {
    const arrays = copyOfArrays()
    const id = damage(arrays as unknown as Loose)
    const [entity, rule] = of.split(' ')
    const view: WorldView = { ...arrays, now: world.now }
    // Without its records a world is judged by the rules alone; that rule alone needs them.
    const violations = findViolations(
      rule === 'matches-records' ? { ...view, derive: world.derive } : view,
    )
    const own = violations.filter((violation) => violation.id === id)
    if (rule === 'matches-records') {
      expect(own.map((violation) => violation.field)).toContain(field)
      return
    }
    expect(own).toContainEqual({ entity, rule, id, field, message: expect.any(String) })
  })
})

describe('a damaged field of any record', () => {
  const fields = ARRAY_NAMES.flatMap((name) =>
    Object.keys(world[name][0] ?? {}).map((field) => ({ name, field })),
  )

  it.each(fields)('$name.$field is named', ({ name, field }) => {
    const arrays = copyOfArrays()
    const row = (arrays as unknown as Loose)[name].at(-1)
    if (row === undefined) throw new Error('No row')
    const before = row[field]
    row[field] = typeof before === 'number' ? before + 1 : 'damaged'
    const id = String(row.id ?? row.date)
    const violations = findViolations({ ...arrays, now: world.now, derive: world.derive })
    const named = violations.filter((violation) => violation.id === id)
    expect(named.some((violation) => violation.field.split('.')[0] === field)).toBe(true)
  })
})
