import { CallGraph, type NamedFunction, placeOf } from './call-graph'

/** A function that gives a viewer what is theirs. */
export interface Reader {
  place: string
  file: string
  name: string
  /** What has to be given besides the context: name and type of each, as the source says. */
  wants: readonly { name: string; type: string }[]
  /** Where a page, a route or the edge asks it. */
  askedBy: readonly string[]
}

const VERB = /^(list|get|find|load|sum|count|compare|iterate)[A-Z]/
const ROOMS = /^lib\/(domains|platform|flows)\//
const EDGE = /^(app|lib\/web)\//

/**
 * Every exported function of domains, flows and platform that reads for an actor: by its verb, or because
 * the edge asks it. What writes is no reader; what takes the system's context is no viewer's.
 */
export function findReaders(): Reader[] {
  const graph = new CallGraph('lib', 'app')
  const open = graph.find('lib/db/transaction.ts', 'withTransaction')
  const audit = graph.find('lib/platform/audit/write.ts', 'audit')
  const writes = (each: NamedFunction) =>
    graph.reaches(each, (callee) => callee === open || callee === audit)
  return graph.functions
    .filter((each) => ROOMS.test(each.file) && each.isExported)
    .filter(({ parameters: [first] }) => /^(User)?Ctx$/.test(first?.type?.getText() ?? ''))
    .map((each) => ({ each, askedBy: graph.callers(each).filter(({ file }) => EDGE.test(file)) }))
    .filter(({ each, askedBy }) => VERB.test(each.name) || askedBy.length > 0)
    .filter(({ each }) => !writes(each))
    .map(({ each, askedBy }) => ({
      place: placeOf(each),
      file: each.file,
      name: each.name,
      wants: each.parameters
        .slice(1)
        .filter(({ questionToken, initializer }) => !questionToken && !initializer)
        .map(({ name, type }) => ({ name: name.getText(), type: type?.getText() ?? '' })),
      askedBy: askedBy.map(({ file }) => file),
    }))
}
