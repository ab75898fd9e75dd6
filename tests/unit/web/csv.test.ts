import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { amountColumns, contentDisposition, csvFileName, csvResponse } from '@/lib/web/csv'

interface Row {
  name: string
  sats: number | null
}

const columns = [
  { header: 'name', value: (row: Row) => row.name },
  ...amountColumns('size', (row: Row) => row.sats),
]

const csvOf = (rows: Row[]) => csvResponse('leases.csv', columns, rows).text()

describe('csvResponse', () => {
  it('writes a header row, CRLF, and both units of an amount', async () => {
    expect(await csvOf([{ name: 'a', sats: 150_000_001 }])).toBe(
      'name,size_sats,size_btc\r\na,150000001,1.50000001\r\n',
    )
  })

  it('writes the header row when nothing matches', async () => {
    expect(await csvOf([])).toBe('name,size_sats,size_btc\r\n')
  })

  it('leaves the cell empty where there is no amount', async () => {
    expect(await csvOf([{ name: 'a', sats: null }])).toBe('name,size_sats,size_btc\r\na,,\r\n')
  })

  it('keeps negative amounts numbers', async () => {
    expect(await csvOf([{ name: 'credit', sats: -5 }])).toContain('credit,-5,-0.00000005')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1'])(
    'makes %j harmless to a sheet',
    async (name) => {
      const [, row] = parse(await csvOf([{ name, sats: 1 }]), { relax_column_count: true })
      expect(row?.[0]).toBe(`'${name}`)
    },
  )

  it.each(['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029'])(
    'keeps a line end %j inside its cell, and no later line begins a formula',
    async (end) => {
      const text = await csvOf([{ name: `please see${end}=1+1${end}-2${end}fine`, sats: 1 }])
      expect(text.split('\r\n').at(-2)).toMatch(/,1,0\.00000001$/)
      expect(text).toContain(`"please see${end}'=1+1${end}'-2${end}fine",1,`)
    },
  )

  it('makes a carriage return that leads a formula harmless', async () => {
    const [, row] = parse(await csvOf([{ name: '\r=1', sats: 1 }]))
    expect(row?.[0]).toBe("'\r'=1")
  })

  it('brings back quotes, commas, semicolons and new lines as they were', async () => {
    const name = 'He said "hi", then;\r\nleft 😀'
    const [, row] = parse(await csvOf([{ name, sats: 1 }]))
    expect(row?.[0]).toBe(name)
  })

  it('is a private download', () => {
    const { headers } = csvResponse('leases.csv', columns, [])
    expect(headers.get('content-disposition')).toContain('attachment; filename="leases.csv"')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('content-type')).toContain('text/csv')
  })
})

it.each(['a"b.csv', 'a\r\nSet-Cookie: x=1.csv', 'Ünïcode ₿.csv', '../../etc.csv', ''])(
  'names the download %j without breaking the header',
  (name) => {
    const header = contentDisposition(name)
    expect(header).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\x21-\x7e]*$/)
    expect(header.split('"')).toHaveLength(3)
    expect(() => new Headers({ 'content-disposition': header })).not.toThrow()
  },
)

it('names a file after area, table and UTC day', () => {
  expect(csvFileName('admin', 'audit', new Date('2026-11-21T23:59:59.999Z'))).toBe(
    'admin-audit_2026-11-21.csv',
  )
})
