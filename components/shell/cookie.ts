const YEAR_SECONDS = 31_536_000

/** For choices that only the look of the next page depends on; nothing secret. */
export function rememberCookie(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`
}
