import { expect, it } from 'vitest'
import { acceptableRequestId } from '@/lib/web/request-info'
import { contentSecurityPolicy, securityHeaders } from '@/lib/web/security-headers'

it('lets only scripts of the nonce run and only its style sheets apply', () => {
  const policy = contentSecurityPolicy('bm9uY2U=', 'production')
  expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';")
  expect(policy).not.toContain('unsafe-eval')
  const styles = "'self' 'nonce-bm9uY2U='"
  for (const part of [
    `style-src ${styles};`,
    `style-src-elem ${styles};`,
    "style-src-attr 'unsafe-inline';",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ]) {
    expect(policy).toContain(part)
  }
})

it('asks for https only where the site is https', () => {
  expect(securityHeaders({ isHttps: false })).not.toHaveProperty('strict-transport-security')
  expect(securityHeaders({ isHttps: true })).toHaveProperty('strict-transport-security')
})

it('keeps a plain request id and replaces any other', () => {
  expect(acceptableRequestId('req-2026.11_21')).toBe('req-2026.11_21')
  for (const given of [null, '', 'short', 'x'.repeat(65), 'line\nbreak-here', '-leading-dash']) {
    expect(acceptableRequestId(given)).toMatch(/^[0-9a-f-]{36}$/)
  }
})
