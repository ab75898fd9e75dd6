/** Whole satoshis. Made only by `sats()` in lib/core/money. */
export type Sats = number & { readonly __unit: 'sats' }

/** Millisatoshis. */
export type Msat = bigint

/** ISO 8601 UTC instant with milliseconds, e.g. "2026-11-20T00:00:00.000Z". Sorts as text. */
export type IsoInstant = string

/** UTC calendar day "YYYY-MM-DD". Sorts as text. */
export type IsoDate = string
