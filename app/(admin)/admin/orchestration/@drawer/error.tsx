'use client'

export { DrawerError as default } from '@/components/shared/drawer-error'
