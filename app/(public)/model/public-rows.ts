import { defaultWorld } from '@/lib/mock-data'

/** What an anonymised treasury is called to everybody else, by its name. */
const ALIASES = defaultWorld.records.treasuries
  .filter(({ isAnonymised }) => isAnonymised)
  .map(({ name, alias }) => [name, alias] as const)

/** Rows as anybody may read them: an anonymised treasury goes by its alias in every field, of whatever entity. */
export function publicRows(rows: readonly object[]): readonly object[] {
  return rows.map((row) => {
    const told = JSON.stringify(row)
    const open = ALIASES.reduce((text, [name, alias]) => text.replaceAll(name, alias), told)
    return open === told ? row : (JSON.parse(open) as object)
  })
}
