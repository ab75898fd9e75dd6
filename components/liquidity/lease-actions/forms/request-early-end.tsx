import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import { Timestamp } from '@/components/shared/timestamp'
import { UserText } from '@/components/shared/user-text'
import { NOTICE_DAYS } from '@/lib/domains/liquidity/early-end/rules'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

export default function RequestEarlyEnd({ form, viewer, view, fieldId }: LeaseFormProps) {
  const { lease, earlyEnd } = form
  if (earlyEnd === null) return null
  return (
    <>
      <HiddenFields leaseId={lease.id} version={lease.version} />
      <p className="text-dense text-muted">
        Asks to end lease {lease.id} (<UserText>{lease.counterparty}</UserText>) before its term. It
        needs the approval of the other side or of Flowrate; until then everything goes on.
      </p>
      <FactList
        facts={[
          { label: 'Notice', value: `${NOTICE_DAYS} days` },
          {
            label: 'Ends',
            value: <Timestamp iso={earlyEnd.effectiveAt} timeZone={viewer.timeZone} />,
          },
          {
            label: 'Fee to pay',
            value: earlyEnd.isFeeWaived ? (
              'None: it is waived'
            ) : (
              <>
                <Amount sats={earlyEnd.feeSats} unit={viewer.unit} />
                <span className="text-muted">
                  , 10 % of what is not yet accrued then, at least one day’s fee
                </span>
              </>
            ),
          },
        ]}
      />
      <ReasonField view={view} fieldId={fieldId} />
    </>
  )
}
