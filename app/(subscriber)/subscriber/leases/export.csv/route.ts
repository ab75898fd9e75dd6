import { exportLeases } from '@/app/_components/leases/export-leases'
import { defineRoute } from '@/lib/web/route'

export const GET = defineRoute({ role: 'subscriber', run: exportLeases })
