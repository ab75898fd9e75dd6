import type { Channel, Lease, LeaseViewStatus, Node, Statement, Treasury } from '@/types'
import { defaultWorld } from './default-world'

export const { treasuries, nodes, leases, channels, statements } = defaultWorld

export function getTreasuryById(id: string): Treasury | undefined {
  return treasuries.find((treasury) => treasury.id === id)
}

export function getNodeById(id: string): Node | undefined {
  return nodes.find((node) => node.id === id)
}

export function getNodesByTreasury(treasuryId: string): Node[] {
  return nodes.filter((node) => node.treasuryId === treasuryId)
}

export function getLeaseById(id: string): Lease | undefined {
  return leases.find((lease) => lease.id === id)
}

export function getLeasesByTreasury(treasuryId: string): Lease[] {
  return leases.filter((lease) => lease.treasuryId === treasuryId)
}

export function getLeasesBySubscriber(subscriberId: string): Lease[] {
  return leases.filter((lease) => lease.subscriberId === subscriberId)
}

export function getLeasesByStatus(status: LeaseViewStatus): Lease[] {
  return leases.filter((lease) => lease.status === status)
}

export function getChannelById(id: string): Channel | undefined {
  return channels.find((channel) => channel.id === id)
}

export function getChannelsByNode(nodeId: string): Channel[] {
  return channels.filter((channel) => channel.nodeId === nodeId)
}

export function getChannelsByTreasury(treasuryId: string): Channel[] {
  const ids = new Set(getNodesByTreasury(treasuryId).map((node) => node.id))
  return channels.filter((channel) => ids.has(channel.nodeId))
}

export function getStatementById(id: string): Statement | undefined {
  return statements.find((statement) => statement.id === id)
}

export function getStatementsByTreasury(treasuryId: string): Statement[] {
  return statements.filter((statement) => statement.treasuryId === treasuryId)
}
