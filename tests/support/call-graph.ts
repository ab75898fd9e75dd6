import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A function that has a name, at the top of a file. */
export interface NamedFunction {
  /** Below the root: "lib/flows/lease/sign-contract.ts". */
  file: string
  name: string
  isExported: boolean
  parameters: readonly ts.ParameterDeclaration[]
  /** Its body; of a file's top level its statements. */
  pieces: readonly ts.Node[]
}

interface Module {
  functions: Map<string, NamedFunction>
  /** Local name → where it comes from, and under which name. */
  imports: Map<string, { file: string; name: string }>
}

/** "lib/flows/alerts/sync-alerts.ts syncAlerts": how a failing test names it. */
export const placeOf = ({ file, name }: Pick<NamedFunction, 'file' | 'name'>) => `${file} ${name}`

/** Every TypeScript file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .sort()
}

/** The pieces of a file that stand in no function, taken together. */
const TOP_LEVEL = '(top level)'

/** Who calls whom among the functions of some folders, told from their source alone. */
export class CallGraph {
  private readonly modules = new Map<string, Module>()
  private readonly known = new Map<NamesOf, Map<NamedFunction, NamedFunction[]>>()
  private callersOf: Map<NamedFunction, NamedFunction[]> | undefined

  constructor(...folders: string[]) {
    for (const file of folders.flatMap(filesBelow)) this.modules.set(file, read(file))
  }

  get functions(): NamedFunction[] {
    return [...this.modules.values()].flatMap(({ functions }) => [...functions.values()])
  }

  find(file: string, name: string): NamedFunction {
    const found = this.modules.get(file)?.functions.get(name)
    if (found === undefined) throw new Error(`No function ${name} in ${file}`)
    return found
  }

  /** Functions that call this one or hand it on, wherever they stand. */
  callers(of: NamedFunction): NamedFunction[] {
    this.callersOf ??= inverse(this.functions, (each) => this.named(each, namesMentioned))
    return this.callersOf.get(of) ?? []
  }

  calls(caller: NamedFunction, callee: NamedFunction): boolean {
    return this.named(caller, namesCalled).includes(callee)
  }

  /** Whether a function, or one that it calls at any depth, fits; what is handed on counts as called. */
  reaches(start: NamedFunction, fits: (each: NamedFunction) => boolean): boolean {
    const seen = new Set<NamedFunction>()
    const open = [start]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      const callees = this.named(next, namesCalled)
      if (callees.some(fits)) return true
      open.push(...callees)
    }
    return false
  }

  /** The same on every way through the function: not within a condition, and before any early return. */
  alwaysReaches(
    start: NamedFunction,
    fits: (each: NamedFunction) => boolean,
    seen = new Set<NamedFunction>(),
  ): boolean {
    if (seen.has(start)) return false
    seen.add(start)
    return this.named(start, namesAlwaysCalled).some(
      (callee) => fits(callee) || this.alwaysReaches(callee, fits, seen),
    )
  }

  /** Whether it holds for a function, or for everyone who calls it; nobody calling it does not count. */
  holdsFor(
    subject: NamedFunction,
    holds: (each: NamedFunction) => boolean,
    seen = new Set<NamedFunction>(),
  ): boolean {
    if (seen.has(subject) || holds(subject)) return true
    seen.add(subject)
    const callers = this.callers(subject)
    return callers.length > 0 && callers.every((caller) => this.holdsFor(caller, holds, seen))
  }

  /** The functions of ours that names in a function stand for. */
  private named(each: NamedFunction, names: NamesOf): NamedFunction[] {
    const known = this.known.get(names) ?? new Map<NamedFunction, NamedFunction[]>()
    this.known.set(names, known)
    const found = known.get(each) ?? names(each).flatMap((name) => this.resolve(each.file, name))
    known.set(each, found)
    return found
  }

  private resolve(file: string, name: string): NamedFunction[] {
    const unit = this.modules.get(file)
    const from = unit?.imports.get(name)
    const own = unit?.functions.get(name)
    return [own ?? (from && this.modules.get(from.file)?.functions.get(from.name)) ?? []].flat()
  }
}

type NamesOf = (each: NamedFunction) => string[]

function inverse<T>(all: readonly T[], relatedTo: (each: T) => readonly T[]): Map<T, T[]> {
  const found = new Map<T, T[]>()
  for (const each of all) {
    for (const related of new Set(relatedTo(each))) {
      found.set(related, [...(found.get(related) ?? []), each])
    }
  }
  return found
}

function read(file: string): Module {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const unit: Module = { functions: new Map(), imports: new Map() }
  const add = (
    name: string,
    { parameters, body }: ts.FunctionLikeDeclaration,
    at: ts.Statement,
  ) => {
    if (body === undefined) return
    const isExported = /^export\b/.test(at.getText(source))
    unit.functions.set(name, { file, name, isExported, parameters, pieces: [body] })
  }
  const rest: ts.Node[] = []
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) addImports(unit, file, statement)
    else if (ts.isFunctionDeclaration(statement))
      add(statement.name?.text ?? 'default', statement, statement)
    else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        const inner = declaration.initializer && functionIn(declaration.initializer)
        if (inner === undefined || !ts.isIdentifier(declaration.name)) rest.push(declaration)
        else add(declaration.name.text, inner, statement)
      }
    } else rest.push(statement)
  }
  unit.functions.set(TOP_LEVEL, {
    ...{ file, name: TOP_LEVEL, isExported: false, parameters: [], pieces: rest },
  })
  return unit
}

/** `() => …`, or what a call wraps: `cache(async () => …)`. */
function functionIn(value: ts.Expression): ts.FunctionLikeDeclaration | undefined {
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return value
  if (!ts.isCallExpression(value)) return undefined
  return value.arguments.map(functionIn).find((inner) => inner !== undefined)
}

function addImports(unit: Module, file: string, statement: ts.ImportDeclaration): void {
  const { moduleSpecifier, importClause } = statement
  if (!ts.isStringLiteral(moduleSpecifier)) return
  const from = resolveFile(file, moduleSpecifier.text)
  const named = importClause?.namedBindings
  if (from === undefined || named === undefined || !ts.isNamedImports(named)) return
  for (const { name, propertyName } of named.elements) {
    unit.imports.set(name.text, { file: from, name: (propertyName ?? name).text })
  }
}

function resolveFile(file: string, specifier: string): string | undefined {
  if (!/^(@\/|\.)/.test(specifier)) return undefined
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(file), specifier)
  return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((each) =>
    existsSync(path.join(ROOT, each)),
  )
}

/** Names that pieces of code call, or hand on as an argument. */
function namesCalled({ pieces }: NamedFunction): string[] {
  return descendants(pieces, childrenOf).flatMap(namesOfCall)
}

/** The same of what runs whatever happens. */
function namesAlwaysCalled({ pieces }: NamedFunction): string[] {
  return descendants(pieces, alwaysRun).flatMap(namesOfCall)
}

function namesOfCall(node: ts.Node): string[] {
  if (!ts.isCallExpression(node)) return []
  return [node.expression, ...node.arguments].filter(ts.isIdentifier).map(({ text }) => text)
}

/** Names that a function uses in any way, but for properties: `a` of `a.b`. */
function namesMentioned({ pieces }: NamedFunction): string[] {
  return descendants(pieces, childrenOf)
    .filter(ts.isIdentifier)
    .filter(({ parent }) => !ts.isTypeNode(parent))
    .filter((each) => !(ts.isPropertyAccessExpression(each.parent) && each.parent.name === each))
    .map(({ text }) => text)
}

function descendants(
  pieces: readonly ts.Node[],
  inside: (node: ts.Node) => readonly ts.Node[],
): ts.Node[] {
  return pieces.flatMap((piece) => [piece, ...descendants(inside(piece), inside)])
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  return children
}

/** Of a block the statements up to the first that may return, of a choice what is asked first. */
function alwaysRun(node: ts.Node): readonly ts.Node[] {
  if (ts.isBlock(node)) {
    const end = node.statements.findIndex(returns)
    return end === -1 ? node.statements : node.statements.slice(0, end + 1)
  }
  if (ts.isIfStatement(node) || ts.isSwitchStatement(node)) return [node.expression]
  if (ts.isConditionalExpression(node)) return [node.condition]
  if (ts.isTryStatement(node) || ts.isIterationStatement(node, false)) return []
  const isChoice = ts.isBinaryExpression(node) && CHOICES.includes(node.operatorToken.kind)
  return isChoice ? [node.left] : childrenOf(node)
}

const CHOICES = [
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]

function returns(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false
  return ts.isReturnStatement(node) || childrenOf(node).some(returns)
}
