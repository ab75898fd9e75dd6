import { describe, expect, it } from 'vitest'
import { fieldText } from '@/lib/validators/form-inputs'
import { nameInput, textInput } from '@/lib/validators/inputs'

const reason = textInput(10, 500)
const name = nameInput()

describe('what a person writes', () => {
  it('is counted and stored with one kind of line end', () => {
    const typed = `${'a'.repeat(249)}\n${'b'.repeat(250)}`
    for (const end of ['\n', '\r\n', '\r']) {
      expect(reason.parse(typed.replaceAll('\n', end))).toBe(typed)
    }
    expect(reason.safeParse(`${typed}c`).success).toBe(false)
  })

  it('may fill every line of a form field', () => {
    const lines = Array.from({ length: 250 }, () => 'a').join('\n')
    expect(reason.parse(fieldText.parse(lines.replaceAll('\n', '\r\n')))).toBe(lines)
  })

  it.each([
    '\u200b'.repeat(20),
    `a${'\u2060'.repeat(20)}`,
    '\ufeff\u200e'.repeat(10),
    ' \n '.repeat(9),
  ])('is not %j, of which nobody sees enough', (text) => {
    expect(reason.safeParse(text).error?.issues[0]?.message).toBe('At least 10 characters.')
  })

  it.each(['a\u0000bcdefghijk', '\ud800bcdefghijk', 'abcdefghij\u202ek', '\u2066abcdefghijk'])(
    'is not %j, which a database or a page would mangle',
    (text) => {
      expect(reason.safeParse(text).success).toBe(false)
    },
  )
})

describe('a name', () => {
  it.each([
    ['\u200b\u200b\u200b\u200b', /At least 3 characters that can be seen/],
    ['ab', /At least 3 characters that can be seen/],
    ['Pool\nfee 0 sats', /One line/],
    ['Pool\u2028fee 0 sats', /One line/],
    ['Pool \u202elooP', /One line, without hidden characters/],
    ['Al\u200bpine', /hidden characters/],
    ['x'.repeat(61), /At most 60 characters/],
  ])('is not %j', (text, sentence) => {
    expect(name.safeParse(text).error?.issues[0]?.message).toMatch(sentence)
  })

  it('is any writing, with single blanks', () => {
    expect(name.parse('  ⚡東京   Pool ')).toBe('⚡東京 Pool')
    expect(name.parse('مجمع الرياض')).toBe('مجمع الرياض')
  })
})
