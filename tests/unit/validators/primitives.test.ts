import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  isIsoInstant,
  isNodePubkey,
  isSegwitAddress,
  isWholeSats,
} from '@/lib/validators/primitives'

interface Vectors {
  valid: { address: string }[]
  invalid: { address: string; reason: string }[]
}

const vectors = JSON.parse(
  readFileSync(
    path.join(import.meta.dirname, '../../vectors/bip350_segwit_addresses.json'),
    'utf8',
  ),
) as Vectors

const GENERATOR = '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'

describe('a segwit address', () => {
  it.each(vectors.valid)('accepts $address', ({ address }) => {
    expect(isSegwitAddress(address)).toBe(true)
  })

  it.each(vectors.invalid)('refuses $address: $reason', ({ address }) => {
    expect(isSegwitAddress(address)).toBe(false)
  })
})

describe('a node public key', () => {
  it('accepts a compressed point in lower case', () => {
    expect(isNodePubkey(GENERATOR)).toBe(true)
  })

  it.each([
    ['a prefix of 05', `05${GENERATOR.slice(2)}`],
    ['65 characters', GENERATOR.slice(0, 65)],
    ['upper case', GENERATOR.toUpperCase()],
    ['an x that is on no point', `02${'f'.repeat(64)}`],
    ['nothing', ''],
  ])('refuses %s', (_, pubkey) => {
    expect(isNodePubkey(pubkey)).toBe(false)
  })
})

describe('an amount in bitcoin', () => {
  it('is exact to the satoshi', () => {
    expect(isWholeSats(0.00000001)).toBe(true)
    expect(isWholeSats(20_999_999.9769)).toBe(true)
    expect(isWholeSats(0.000000001)).toBe(false)
    expect(isWholeSats(21_000_001)).toBe(false)
    expect(isWholeSats(Number.NaN)).toBe(false)
  })
})

describe('an instant', () => {
  it('is written in UTC with milliseconds and exists', () => {
    expect(isIsoInstant('2028-02-29T00:00:00.000Z')).toBe(true)
    expect(isIsoInstant('2027-02-29T00:00:00.000Z')).toBe(false)
    expect(isIsoInstant('2027-02-28T00:00:00Z')).toBe(false)
    expect(isIsoInstant('2027-02-28T01:00:00.000+01:00')).toBe(false)
  })
})
