import { readFileSync } from 'node:fs'

/** What the build calls this server action. */
export function actionId(name: string): string {
  const manifest = JSON.parse(
    readFileSync('.next/server/server-reference-manifest.json', 'utf8'),
  ) as { node: Record<string, { exportedName: string }> }
  const [id] =
    Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === name) ?? []
  if (id === undefined) throw new Error(`There is no action ${name}.`)
  return id
}
