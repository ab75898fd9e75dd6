import type { MemberRole } from '@/types'

export const DEMO_PASSWORD = 'flowrate-demo-2026'

export interface Persona {
  userId: string
  email: string
  name: string
  organisationId: string
  memberRole: MemberRole
  /** Text of the one-click button. */
  label: string
  hint: string
}

/** People of the demo world; their addresses and password are public (README). */
export const PERSONAS: readonly Persona[] = [
  {
    userId: 'usr_treasury',
    email: 'treasury@flowrate.example',
    name: 'Tessa Lindqvist',
    organisationId: 'trs_001',
    memberRole: 'owner',
    label: 'Treasury',
    hint: 'owner; a treasury with leases, nodes and alerts',
  },
  {
    userId: 'usr_treasury_viewer',
    email: 'treasury-viewer@flowrate.example',
    name: 'Victor Amadi',
    organisationId: 'trs_001',
    memberRole: 'viewer',
    label: 'Treasury viewer',
    hint: 'viewer: sees, changes nothing',
  },
  {
    userId: 'usr_treasury2',
    email: 'treasury2@flowrate.example',
    name: 'Tomas Moreau',
    organisationId: 'trs_002',
    memberRole: 'owner',
    label: 'Second treasury',
    hint: 'owner; another treasury',
  },
  {
    userId: 'usr_subscriber',
    email: 'subscriber@flowrate.example',
    name: 'Samira Haddad',
    organisationId: 'sub_001',
    memberRole: 'owner',
    label: 'Subscriber',
    hint: 'owner; leases inbound capacity',
  },
  {
    userId: 'usr_subscriber_viewer',
    email: 'subscriber-viewer@flowrate.example',
    name: 'Vera Kowalski',
    organisationId: 'sub_001',
    memberRole: 'viewer',
    label: 'Subscriber viewer',
    hint: 'viewer: sees, changes nothing',
  },
  {
    userId: 'usr_subscriber2',
    email: 'subscriber2@flowrate.example',
    name: 'Simon Okafor',
    organisationId: 'sub_002',
    memberRole: 'owner',
    label: 'Second subscriber',
    hint: 'owner; another subscriber',
  },
  {
    userId: 'usr_admin',
    email: 'admin@flowrate.example',
    name: 'Alma Reyes',
    organisationId: 'flowrate',
    memberRole: 'admin',
    label: 'Admin',
    hint: 'admin; runs the platform for everybody',
  },
  {
    userId: 'usr_admin2',
    email: 'admin2@flowrate.example',
    name: 'Anders Holm',
    organisationId: 'flowrate',
    memberRole: 'admin',
    label: 'Second admin',
    hint: 'admin; a second pair of eyes',
  },
]
