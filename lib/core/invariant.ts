export interface Violation {
  entity: string
  id: string
  field: string
  rule: string
  message: string
}
