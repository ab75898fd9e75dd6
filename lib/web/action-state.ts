export { type ActionState, type FieldErrors, IDLE } from '@/lib/core/action-state'
