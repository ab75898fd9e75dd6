'use client'

import { useEffect, useRef, useState } from 'react'
import type { ActionState } from '@/lib/core/action-state'
import type { Suggestions } from '@/lib/flows/market/list-suggestions'
import { suggest } from '../../actions'

/** What a refusal says about the pool and the request as they are now. */
export interface FreshFigures {
  availableSats: number
  headroomSats: number
  exposureSats: number
  remainingSats: number
  ticketVersion: number
}

export function freshIn(state: ActionState<unknown>): FreshFigures | null {
  if (state.status !== 'error' || state.fresh === undefined) return null
  const { availableSats, headroomSats, exposureSats, remainingSats, ticketVersion } = state.fresh
  const figures = { availableSats, headroomSats, exposureSats, remainingSats, ticketVersion }
  const isWhole = Object.values(figures).every((value) => typeof value === 'number')
  return isWhole ? (figures as FreshFigures) : null
}

interface Market {
  suggestions: Suggestions
  /** The answer after which it was read. */
  after: ActionState<unknown> | null
}

/**
 * How the pools stand while the dialog is open: as it was opened, read again after a refusal and for
 * another start. Until that reading is there, the figures of the refusal itself hold.
 */
export function useMarket(opened: Suggestions, state: ActionState<unknown>, startsAt: string) {
  const [market, setMarket] = useState<Market>({ suggestions: opened, after: null })
  const asked = useRef({ startsAt, state })
  const fresh = freshIn(state)
  const isRefused = fresh !== null
  const { ticketId } = opened

  useEffect(() => {
    const isOtherStart = asked.current.startsAt !== startsAt
    if (!isOtherStart && !(isRefused && asked.current.state !== state)) return
    const question = { startsAt, state }
    asked.current = question
    void suggest({ ticketId, ...(startsAt === '' ? {} : { startsAt }) }).then((answer) => {
      if (asked.current !== question || answer.status !== 'ok') return
      // A request that is no longer open has no suggestions: the last ones stay readable.
      if (answer.data.pools.length === 0) return
      setMarket({ suggestions: answer.data, after: state })
    })
  }, [ticketId, startsAt, state, isRefused])

  return { suggestions: market.suggestions, fresh: market.after === state ? null : fresh }
}
