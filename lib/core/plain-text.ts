/** Characters that nobody sees by themselves: zero-width, fillers, direction marks, tags. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800]/gu
/** What turns or isolates the direction of text around it. Source: UAX #9, 2. */
const DIRECTION_CONTROL = /[\u202a-\u202e\u2066-\u2069]/u
const BREAKING = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu
/** Unseen ones that belong into a name: joiners, variation and direction marks, tags of flags. */
const JOINING = /[\u200c-\u200f\u061c\ufe0e\ufe0f\u{e0020}-\u{e007f}]/gu
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

/** One kind of line end, as a text field of a browser counts it. */
export function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
}

/** False for half surrogate pairs, controls but line feeds and tabs, and controls of direction. */
export function isStorable(text: string): boolean {
  return !/\p{Cs}|[^\P{Cc}\n\t]/u.test(text) && !DIRECTION_CONTROL.test(text)
}

/** The length of what can be seen, in UTF-16 units as browsers count, blanks at the ends left out. */
export function seenLength(text: string): number {
  return text.replaceAll(UNSEEN, (one) => (one === '\n' || one === '\t' ? ' ' : '')).trim().length
}

/** Characters as people count them, of those that can be seen. */
export function countSeen(text: string): number {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
  return [...segmenter.segment(text)].filter(({ segment }) =>
    SEEN.test(segment.replaceAll(UNSEEN, '')),
  ).length
}

/** A name as it is stored: composed, every run of blanks one blank. */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim()
}

/** False for more than one line, controls, characters that nobody sees, and those without a meaning. */
export function isPlainName(name: string): boolean {
  if (/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(name) || DIRECTION_CONTROL.test(name))
    return false
  return name.replaceAll(JOINING, '').search(UNSEEN) === -1
}

/** What two names have in common that a person can't tell apart: compatible forms, case and blanks. */
export function foldName(name: string): string {
  const folded = name.normalize('NFKC').replaceAll(UNSEEN, '').toUpperCase().toLowerCase()
  return tidyName(folded.normalize('NFKC'))
}

/** The text on one line: what would break or turn it is written out, such as "\u{a}". */
export function onOneLine(text: string): string {
  return text.replaceAll(BREAKING, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`)
}

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** A name inside of a sentence: one that is read from right to left turns nothing around it. */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}
