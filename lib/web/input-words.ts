import { z } from 'zod'

type Issue = z.core.$ZodRawIssue

const NOT_A_FIELD = 'Not a field of this request.'
const NO_OBJECT = 'The body must be an object with named fields.'
/** A body may name thousands of unknown fields; whoever sent it needs no more than these. */
const MAX_NAMED = 50
const MAX_NAME_LENGTH = 100

/**
 * What is wrong with an input, in plain words, wherever its schema says nothing better itself.
 * Pass it as the `error` of a parse.
 */
export function inputWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is needed.' : kindWords(issue)
    case 'invalid_value':
      return `Must be ${choiceOf(issue.values)}.`
    case 'unrecognized_keys':
      return NOT_A_FIELD
    case 'too_small':
      return sizeWords(issue, `At least ${issue.minimum}`)
    case 'too_big':
      return sizeWords(issue, `At most ${issue.maximum}`)
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`
    case 'invalid_union':
      return issue.input === undefined
        ? 'This is needed.'
        : 'Not one of the forms that are allowed.'
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'Not in the form that is asked for.'
  }
}

/** One sentence for every faulty and every unknown field, by its path in the input; '' is the whole. */
export function fieldErrorsOf(error: z.ZodError): Record<string, string> {
  const sentences = new Map<string, string>()
  const say = (path: readonly PropertyKey[], sentence: string) => {
    const field = path.map(String).join('.').slice(0, MAX_NAME_LENGTH)
    if (!sentences.has(field) && sentences.size < MAX_NAMED) sentences.set(field, sentence)
  }
  const known = error.issues.filter(({ code }) => code !== 'unrecognized_keys')
  for (const { path, message } of known) say(path, path.length > 0 ? message : wholeWords(message))
  for (const issue of error.issues) {
    if (issue.code !== 'unrecognized_keys') continue
    for (const key of issue.keys) say([...issue.path, key], issue.message)
  }
  return Object.fromEntries(sentences)
}

function wholeWords(message: string): string {
  return /^Must be an object|^This is needed/.test(message) ? NO_OBJECT : message
}

function kindWords({ expected, schema }: Extract<Issue, { code: 'invalid_type' }>): string {
  switch (expected) {
    case 'string':
      return 'Must be text.'
    case 'boolean':
      return 'Must be true or false.'
    case 'array':
      return 'Must be a list.'
    case 'object':
    case 'record':
      return 'Must be an object with named fields.'
    case 'int':
    case 'number':
      return numberWords(schema)
    default:
      return 'Must be in the form that is asked for.'
  }
}

/** "Must be a whole number from 1 to 365.", as far as the schema says. */
function numberWords(schema: unknown): string {
  if (!(schema instanceof z.ZodNumber)) return 'Must be a number.'
  const { minValue, maxValue, isInt } = schema
  const kind = isInt ? 'a whole number' : 'a number'
  const least = minValue !== null && minValue > Number.MIN_SAFE_INTEGER
  const most = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER
  if (least && most) return `Must be ${kind} from ${minValue} to ${maxValue}.`
  if (least) return `Must be ${kind}, at least ${minValue}.`
  return most ? `Must be ${kind}, at most ${maxValue}.` : `Must be ${kind}.`
}

function choiceOf(values: readonly unknown[]): string {
  const words = values.map((value) => String(value))
  return words.length === 1 ? words.join() : `one of ${words.join(', ')}`
}

function sizeWords({ origin, schema }: Issue & { origin: string }, limit: string): string {
  if (origin === 'string') return `${limit} characters.`
  if (origin !== 'array' && origin !== 'set') return numberWords(schema)
  return `${limit} ${limit.endsWith(' 1') ? 'entry' : 'entries'}.`
}
