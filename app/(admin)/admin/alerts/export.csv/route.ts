import { alertCsv } from '@/lib/web/alert-csv'

export const GET = alertCsv('admin')
