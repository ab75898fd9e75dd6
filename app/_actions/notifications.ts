'use server'

import { revalidatePath } from 'next/cache'
import { acknowledgeNotification } from '@/lib/platform/notification/acknowledge-notification'
import { dismissNotification } from '@/lib/platform/notification/dismiss-notification'
import { receiptChangeInput } from '@/lib/platform/notification/inputs'
import { readAllNotifications } from '@/lib/platform/notification/read-all-notifications'
import { readNotification } from '@/lib/platform/notification/read-notification'
import { restoreNotification } from '@/lib/platform/notification/restore-notification'
import { defineAction } from '@/lib/web/action'
import { noInput } from '@/lib/web/no-input'

const COMMANDS = {
  read: readNotification,
  acknowledge: acknowledgeNotification,
  dismiss: dismissNotification,
  restore: restoreNotification,
} as const

const MESSAGES = {
  read: 'Marked as read.',
  acknowledge: 'Acknowledged.',
  dismiss: 'Dismissed.',
  restore: 'Restored.',
} as const

/** One person's own receipt: what they have seen, taken note of or put away. */
export const changeReceipt = defineAction({
  name: 'notification.change',
  input: receiptChangeInput,
  viewers: 'allowed',
  run: async (ctx, { id, change }) => {
    const receipt = await COMMANDS[change](ctx, { id })
    revalidatePath('/', 'layout')
    return { data: { receipt }, message: MESSAGES[change] }
  },
})

export const markAllRead = defineAction({
  name: 'notification.read_all',
  input: noInput,
  viewers: 'allowed',
  run: async (ctx) => {
    const count = await readAllNotifications(ctx)
    revalidatePath('/', 'layout')
    return {
      data: { count },
      message: count === 0 ? 'Nothing was unread.' : `${count} marked as read.`,
    }
  },
})
