import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countSeen,
  foldName,
  isPlainName,
  isStorable,
  onOneLine,
  seenLength,
  tidyName,
  withLineFeeds,
} from '@/lib/core/plain-text'

describe('line ends', () => {
  it('are one line feed each, however they are written', () => {
    expect(withLineFeeds('a\r\nb\rc\nd\u2028e\u2029f\u0085g')).toBe('a\nb\nc\nd\ne\nf\ng')
    expect(withLineFeeds('a\r\n\r\nb')).toBe('a\n\nb')
  })
})

describe('text that can be stored', () => {
  it.each(['a\u0000', '\ud800', 'a\u202eb', '\u2066a', 'a\u0007', 'a\u007f'])(
    'is not %j',
    (text) => {
      expect(isStorable(text)).toBe(false)
    },
  )

  it('is any writing, with emoji, joiners, direction marks, tabs and line feeds', () => {
    expect(isStorable('⚡東京 Pool\tمجمع الرياض\u200f\n👩🏽‍🚀 ق\u200cف')).toBe(true)
  })

  it('is as long as what can be seen of it', () => {
    expect(seenLength('\u200b'.repeat(20))).toBe(0)
    expect(seenLength('  ab\ncd  ')).toBe(5)
  })
})

describe('a name', () => {
  it.each([
    ['\u200b\u200b\u200b', 0],
    ['\u3164\u2800\u00ad', 0],
    ['\u0301\u0301\u0301', 0],
    ['a\u200bb', 2],
    ['e\u0301', 1],
    ['👩🏽‍🚀', 1],
    ['東京 ⚡', 3],
    ['مجمع', 4],
  ])('%j has %i characters that are seen', (name, count) => {
    expect(countSeen(name)).toBe(count)
  })

  it.each([
    ...['Alpine\ncore', 'Alpine\u2028core', 'Alpine\tcore', 'Al\u202epine', 'Al\u2067pine'],
    ...['Alp\u200bine', 'Alp\u00adine', 'Alp\ufeffine', '\u3164Alp', '\ue000lpine', 'Alp\u2800ine'],
  ])('is not %j', (name) => {
    expect(isPlainName(name)).toBe(false)
  })

  it.each([
    '⚡東京 Pool',
    'مجمع الرياض',
    'Zoë’s “pool” & Co.',
    '👩🏽‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️',
    'می\u200cخواهم',
    'Köln 7½',
  ])('is %j', (name) => {
    expect(isPlainName(name)).toBe(true)
  })

  it('is stored composed and with single blanks', () => {
    expect(tidyName('  Zoe\u0308 \u00a0 \u3000 pool ')).toBe('Zoë pool')
  })

  it.each([
    ['Alpine core', 'alpine  CORE'],
    ['Alpine core', 'Ａｌｐｉｎｅ\u00a0core'],
    ['Alpine core', 'Al\u200bpine core'],
    ['Straße', 'STRASSE'],
    ['ﬁrst', 'First'],
    ['Ärger', 'A\u0308RGER'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
  ])('%j is the same as %j', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  it('folds to the same however often', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name))
      }),
    )
  })
})

describe('a text on one line', () => {
  it('shows what would break or turn the line', () => {
    expect(onOneLine('Pool\nfee 0 sats')).toBe('Pool\\u{a}fee 0 sats')
    expect(onOneLine('a\u2028b\u202ec')).toBe('a\\u{2028}b\\u{202e}c')
  })

  it('is the text itself where nothing does', () => {
    for (const text of ['Alpine core', '⚡東京 Pool', 'مجمع\u200f', 'a\\u{a}b'])
      expect(onOneLine(text)).toBe(text)
  })

  it('never holds more than one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(onOneLine(text)).not.toMatch(/[\n\r\u0085\u2028\u2029\v\f]/)
      }),
    )
  })
})
