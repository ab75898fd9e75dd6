import { expect, it } from 'vitest'
import { checkedRules, MODEL_ENTITIES } from '@/app/(public)/model/entities'
import { publicRows } from '@/app/(public)/model/public-rows'
import { defaultWorld } from '@/lib/mock-data'

const hidden = defaultWorld.records.treasuries.filter(({ isAnonymised }) => isAnonymised)

it('names an anonymised treasury by its alias in every field of every entity', () => {
  expect(hidden).toHaveLength(1)
  const shown = JSON.stringify([MODEL_ENTITIES, [...checkedRules()]])
  for (const { id, name, alias } of hidden) {
    expect(shown).not.toContain(name)
    const treasuries = MODEL_ENTITIES.find((entity) => entity.name === 'treasuries')?.rows ?? []
    expect(treasuries.find((row) => Reflect.get(row, 'id') === id)).toMatchObject({ name: alias })
    const inside = { id: 'x', terms: { lessor: `${name} AG` }, list: [name], none: undefined }
    expect(publicRows([inside])).toEqual([
      { id: 'x', terms: { lessor: `${alias} AG` }, list: [alias] },
    ])
  }
})

it('leaves all else as the modules have it', () => {
  const nodes = MODEL_ENTITIES.find((entity) => entity.name === 'nodes')
  expect(nodes?.rows).toEqual(defaultWorld.nodes)
})
