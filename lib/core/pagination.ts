export const PAGE_SIZES = [10, 25, 50, 100] as const
export type PageSize = (typeof PAGE_SIZES)[number]
export const DEFAULT_PAGE_SIZE: PageSize = 25

export interface PageRequest {
  /** 1-based. */
  page: number
  per: PageSize
}

export interface Page<T> {
  rows: T[]
  /** Rows that match the filter, over all pages. */
  matching: number
  /** Rows that the viewer may see, without the filter. */
  total: number
  page: number
  per: PageSize
}

/** Number of pages; an empty result has one. */
export function pageCount(matching: number, per: number): number {
  return Math.max(1, Math.ceil(matching / per))
}
