import { visit } from 'jsonc-parser'
import { AppError } from '@/lib/core/errors'
import { withoutMarks } from '@/lib/core/fact-text'

/** Bodies are flat; what nests deeper than this is no request of this product. */
const MAX_DEPTH = 16

/**
 * The value of a JSON text that says one thing only: no name twice in an object, no name that a
 * program could take for an object's prototype, no text that can't be stored, no deep nesting.
 * @throws AppError 400 `bad_json`, `duplicate_field`, `forbidden_field`, `json_too_deep`.
 */
export function parseStrictJson(text: string): unknown {
  const value = parse(text)
  const open: Set<string>[] = []
  const enter = () => {
    open.push(new Set())
    if (open.length <= MAX_DEPTH) return
    throw bad('json_too_deep', `The body nests deeper than ${MAX_DEPTH} levels.`)
  }
  const leave = () => {
    open.pop()
  }
  visit(text, {
    onObjectBegin: enter,
    onArrayBegin: enter,
    onObjectEnd: leave,
    onArrayEnd: leave,
    onObjectProperty: (name) => {
      const names = open.at(-1)
      if (names?.has(name)) throw bad('duplicate_field', `The body names ${quote(name)} twice.`)
      if (name === '__proto__' || /\0|\p{Cs}/u.test(name)) {
        throw bad('forbidden_field', `The body may not name ${quote(name)}.`)
      }
      names?.add(name)
    },
  })
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw bad('bad_json', 'The body is not valid JSON.')
  }
}

function quote(name: string): string {
  return JSON.stringify(withoutMarks(name).slice(0, 60))
}

function bad(code: string, sentence: string): AppError {
  return new AppError(400, code, sentence)
}
