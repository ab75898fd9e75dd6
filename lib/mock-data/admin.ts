import type { AuditLog, ComplianceRecord, Contract, TreasuryPool } from '@/types'
import { defaultWorld } from './default-world'

export const { treasuryPools, complianceRecords, contracts, auditLogs } = defaultWorld

export function getTreasuryPoolById(id: string): TreasuryPool | undefined {
  return treasuryPools.find((pool) => pool.id === id)
}

export function getTreasuryPoolsByTreasury(treasuryId: string): TreasuryPool[] {
  return treasuryPools.filter((pool) => pool.treasuryIds.includes(treasuryId))
}

export function getComplianceRecordById(id: string): ComplianceRecord | undefined {
  return complianceRecords.find((record) => record.id === id)
}

export function getComplianceRecordByEntity(entityId: string): ComplianceRecord | undefined {
  return complianceRecords.find((record) => record.entityId === entityId)
}

export function getContractById(id: string): Contract | undefined {
  return contracts.find((contract) => contract.id === id)
}

export function getContractByLease(leaseId: string): Contract | undefined {
  return contracts.find((contract) => contract.leaseId === leaseId)
}

export function getContractsByTreasury(treasuryId: string): Contract[] {
  return contracts.filter((contract) => contract.treasuryId === treasuryId)
}

export function getContractsBySubscriber(subscriberId: string): Contract[] {
  return contracts.filter((contract) => contract.subscriberId === subscriberId)
}

export function getAuditLogById(id: string): AuditLog | undefined {
  return auditLogs.find((log) => log.id === id)
}

export function getAuditLogsByEntity(entityType: string, entityId: string): AuditLog[] {
  return auditLogs.filter((log) => log.entityType === entityType && log.entityId === entityId)
}
