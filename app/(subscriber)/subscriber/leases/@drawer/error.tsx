'use client'

export { LeaseDrawerError as default } from '@/components/liquidity/lease-table/lease-errors'
