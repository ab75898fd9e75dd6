import type { AuditEventRecord, AuditLog } from '@/types'

/** Record → the seed's AuditLog; states and reason join the details, each only when there is one. */
export function toAuditLog(record: AuditEventRecord): AuditLog {
  return {
    id: record.id,
    timestamp: record.at,
    actor: { type: record.actorType, id: record.actorId, name: record.actorName },
    action: record.action,
    entityType: record.entityType,
    entityId: record.entityId,
    details: {
      ...record.details,
      ...(record.fromStatus === null ? {} : { fromStatus: record.fromStatus }),
      ...(record.toStatus === null ? {} : { toStatus: record.toStatus }),
      ...(record.reason === null ? {} : { reason: record.reason }),
    },
    ...(record.ip === null ? {} : { ipAddress: record.ip }),
  }
}
