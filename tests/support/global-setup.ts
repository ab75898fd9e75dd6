import type { TestProject } from 'vitest/node'
import { type Content, embeddedImages } from './images'
import { dropTemplates, makeTemplates, type PostgresTemplates, testServerUrl } from './postgres'

export type TestStores =
  | { kind: 'embedded'; images: Record<Content, string> }
  | { kind: 'postgres'; templates: PostgresTemplates }

declare module 'vitest' {
  export interface ProvidedContext {
    stores: TestStores
  }
}

export default async function setup(project: TestProject) {
  if (process.env.TEST_STORE !== 'postgres') {
    project.provide('stores', { kind: 'embedded', images: await embeddedImages() })
    return undefined
  }
  const templates = await makeTemplates(testServerUrl())
  project.provide('stores', { kind: 'postgres', templates })
  return () => dropTemplates(templates)
}
