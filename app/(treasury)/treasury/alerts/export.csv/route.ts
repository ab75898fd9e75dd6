import { notificationCsv } from '@/lib/web/notification-csv'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute({ role: 'treasury', run: notificationCsv })
