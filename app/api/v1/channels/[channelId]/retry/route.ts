import { retryChannel } from '@/lib/domains/liquidity/orchestration/retry-channel'
import { defineCommandRoute } from '@/lib/web/command-route'
import { noInput } from '@/lib/web/no-input'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof noInput, { channelId: string }>({
  role: 'admin',
  input: noInput,
  run: (ctx, _input, { channelId }) => retryChannel(ctx, { channelId }),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
