import { Amount } from '@/components/shared/amount'
import { FactList } from '@/components/shared/fact-list'
import type { Viewer } from '@/components/shared/preferences'
import { Timestamp } from '@/components/shared/timestamp'
import type { EarlyEndSummary } from '@/lib/flows/lease-view/view'

const SIDES: Readonly<Record<EarlyEndSummary['requestedBy'], string>> = {
  treasury: 'The treasury',
  subscriber: 'The subscriber',
  admin: 'Flowrate',
}

/** Who asks for what, and what it costs them. */
export function EarlyEndFacts({ request, viewer }: { request: EarlyEndSummary; viewer: Viewer }) {
  const asking = SIDES[request.requestedBy]
  return (
    <FactList
      facts={[
        { label: 'Asked by', value: asking },
        { label: 'Because', value: request.reason },
        {
          label: 'Ends',
          value: <Timestamp iso={request.effectiveAt} timeZone={viewer.timeZone} />,
        },
        {
          label: 'Fee',
          value: request.isFeeWaived ? (
            'None: it is waived'
          ) : (
            <>
              <Amount sats={request.feeSats} unit={viewer.unit} />
              <span className="text-muted">, paid by {asking.toLowerCase()}</span>
            </>
          ),
        },
      ]}
    />
  )
}
