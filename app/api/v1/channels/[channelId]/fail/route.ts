import { failChannel } from '@/lib/domains/liquidity/orchestration/fail-channel'
import { failChannelBody } from '@/lib/domains/liquidity/orchestration/inputs'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof failChannelBody, { channelId: string }>({
  role: 'admin',
  input: failChannelBody,
  run: (ctx, input, { channelId }) => failChannel(ctx, { ...input, channelId }),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
