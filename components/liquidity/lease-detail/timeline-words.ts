const WORDS: Readonly<Record<string, string>> = {
  'allocation.confirmed': 'Allocation confirmed',
  'allocation.prolonged': 'Reservation prolonged',
  'allocation.released': 'Reservation released',
  'allocation.reserved': 'Capacity reserved',
  'channel.close_ordered': 'Closing of a channel ordered',
  'channel.opened': 'Channel open',
  'channel.ordered': 'Opening of a channel ordered',
  'channel.progressed': 'Channel a step further',
  'channel.splice_ordered': 'Splice ordered',
  'contract.issued': 'Contract issued',
  'contract.signed': 'Contract signed',
  'contract.voided': 'Contract void',
  'early_end.requested': 'Early end asked for',
  'lease.activated': 'Lease began',
  'lease.backing_ended': 'Channel given up',
  'lease.cancel_at_term_set': 'Set to end at term',
  'lease.cancel_at_term_undone': 'May be renewed again',
  'lease.completed': 'Lease completed',
  'lease.created': 'Lease created',
  'lease.delivered': 'Capacity delivered',
  'lease.delivery_ordered': 'Delivery ordered',
  'lease.expired': 'Lease ended',
  'lease.increase_dropped': 'Increase taken back',
  'lease.renewed': 'Lease renewed',
  'renewal.requested': 'Renewal asked for',
}

/** "contract.signed" in words; what has none is told by its own name: "early_end.approved" → "Early end approved". */
export function actionWords(action: string): string {
  const known = WORDS[action]
  if (known !== undefined) return known
  const plain = action.replaceAll(/[._]/g, ' ')
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`
}
