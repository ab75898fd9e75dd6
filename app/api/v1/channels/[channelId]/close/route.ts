import { closeChannel } from '@/lib/domains/liquidity/orchestration/close-channel'
import { closeChannelBody } from '@/lib/domains/liquidity/orchestration/inputs'
import { defineCommandRoute } from '@/lib/web/command-route'
import { refuseMethod } from '@/lib/web/refuse-method'

export const POST = defineCommandRoute<typeof closeChannelBody, { channelId: string }>({
  input: closeChannelBody,
  run: (ctx, input, { channelId }) => closeChannel(ctx, { ...input, channelId }),
})

const refuse = refuseMethod('POST')

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT }
