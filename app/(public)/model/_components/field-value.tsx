import { Amount } from '@/components/shared/amount'
import { Missing } from '@/components/shared/missing'
import { Count, Percent } from '@/components/shared/rate'
import { Day, Timestamp } from '@/components/shared/timestamp'
import { fromBtc } from '@/lib/core/money'
import type { FieldKind } from '../fields'

interface FieldValueProps {
  row: object
  field: string
  kind: FieldKind
}

/** One field of a row of the model. */
export function FieldValue({ row, field, kind }: FieldValueProps) {
  const value: unknown = Reflect.get(row, field)
  if (value === undefined || value === null) return <Missing reason="Not set" />
  switch (kind) {
    case 'text':
      return String(value)
    case 'btc':
      return <Amount sats={fromBtc(Number(value))} unit="btc" unitLabel="hidden" />
    case 'money':
      return <Money amount={Number(value)} currency={Reflect.get(row, 'currency')} />
    case 'percent':
      return <Percent value={Number(value)} />
    case 'count':
      return <Count value={Number(value)} />
    case 'instant':
      return <Timestamp iso={String(value)} timeZone="UTC" />
    case 'day':
      return <Day date={String(value)} />
    case 'yes-no':
      return value === true ? 'Yes' : 'No'
    case 'list':
      return listText(value)
    case 'json':
      return <code className="font-mono text-xs">{JSON.stringify(value)}</code>
  }
}

function Money({ amount, currency }: { amount: number; currency: unknown }) {
  if (currency !== 'USD') return <Amount sats={fromBtc(amount)} unit="btc" unitLabel="hidden" />
  return <span className="num">{amount.toFixed(2)}</span>
}

function listText(value: unknown): string {
  const items = Array.isArray(value) ? value : []
  return items.length === 0 ? 'None' : items.join(', ')
}
