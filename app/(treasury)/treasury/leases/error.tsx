'use client'

export { LeasesError as default } from '@/components/liquidity/lease-table/lease-errors'
