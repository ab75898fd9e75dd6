import { useEffect, useState } from 'react'
import { Amount } from '@/components/shared/amount'
import { HiddenFields } from '../parts/hidden-fields'
import { ReasonField } from '../parts/reason-field'
import type { LeaseFormProps } from '../types'

/** Moves what one channel gives to another node; the old one serves until the new one does. */
export default function Reassign({ form, viewer, view, fieldId, onGate }: LeaseFormProps) {
  const { id, version } = form.lease
  const channels = form.reassign?.channels ?? []
  const [chosen, setChosen] = useState('')
  // The figures are read again after a refusal: what was chosen may have nobody to take it over any more.
  const canMove = channels.some(
    ({ channelId, takenOverBy }) => channelId === chosen && takenOverBy !== null,
  )
  useEffect(() => onGate(canMove), [canMove, onGate])
  const error = view.errors.channelId
  return (
    <>
      <HiddenFields leaseId={id} version={version} />
      <p className="text-dense text-muted">
        A channel of the same size opens on another node of the treasury. The old channel serves the
        lease until the new one does, and stays open as the treasury’s own.
      </p>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium text-dense">Channel to leave</legend>
        {channels.length === 0 ? (
          <p className="text-dense text-muted">No channel backs this lease now.</p>
        ) : null}
        {channels.map(({ channelId, nodeAlias, nodeStatus, shareSats, takenOverBy }) => (
          <label key={channelId} className="flex items-start gap-2 text-dense">
            <input
              type="radio"
              name="channelId"
              value={channelId}
              checked={chosen === channelId}
              disabled={takenOverBy === null}
              className="mt-0.5 coarse:size-6"
              onChange={() => setChosen(channelId)}
            />
            <span className="grid">
              <span>
                <span className="font-mono">{channelId}</span> on {nodeAlias} ({nodeStatus}),{' '}
                <Amount sats={shareSats} unit={viewer.unit} />
              </span>
              <span className="text-muted">
                {takenOverBy === null
                  ? 'No other node has this much free and in reserve now.'
                  : `${takenOverBy} would take it over.`}
              </span>
            </span>
          </label>
        ))}
        {error === undefined ? null : <p className="text-bad text-dense">{error}</p>}
      </fieldset>
      <ReasonField view={view} fieldId={fieldId} />
    </>
  )
}
