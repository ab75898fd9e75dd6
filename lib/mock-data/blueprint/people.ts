export interface Person {
  userId: string
  name: string
  organisationId: string
}

/** Who acts for an organisation in the log; those with a sign-in of their own come first. */
export const PEOPLE: readonly Person[] = [
  { userId: 'usr_treasury', name: 'Tessa Lindqvist', organisationId: 'trs_001' },
  { userId: 'usr_treasury2', name: 'Tomas Moreau', organisationId: 'trs_002' },
  { userId: 'usr_subscriber', name: 'Samira Haddad', organisationId: 'sub_001' },
  { userId: 'usr_subscriber2', name: 'Simon Okafor', organisationId: 'sub_002' },
  { userId: 'usr_admin', name: 'Alma Reyes', organisationId: 'flowrate' },
  { userId: 'usr_admin2', name: 'Anders Holm', organisationId: 'flowrate' },
  { userId: 'usr_trs_003', name: 'Priya Raman', organisationId: 'trs_003' },
  { userId: 'usr_trs_004', name: 'Jonas de Wit', organisationId: 'trs_004' },
  { userId: 'usr_trs_005', name: 'Beatriz Nunes', organisationId: 'trs_005' },
  { userId: 'usr_sub_003', name: 'Femke Visser', organisationId: 'sub_003' },
  { userId: 'usr_sub_004', name: 'Harriet Cole', organisationId: 'sub_004' },
  { userId: 'usr_sub_005', name: 'Kaarel Tamm', organisationId: 'sub_005' },
  { userId: 'usr_sub_006', name: 'Marc Gagnon', organisationId: 'sub_006' },
  { userId: 'usr_sub_007', name: 'Dana Whitfield', organisationId: 'sub_007' },
  { userId: 'usr_sub_008', name: 'Lim Wei Ting', organisationId: 'sub_008' },
  { userId: 'usr_sub_009', name: 'Clara Hofer', organisationId: 'sub_009' },
  { userId: 'usr_sub_010', name: 'Rafael Duarte', organisationId: 'sub_010' },
]

/** People whose routine sign-ins pad the log; each has an account in the demo store. */
export const SIGNING_IN: readonly string[] = [
  'usr_treasury',
  'usr_treasury2',
  'usr_subscriber',
  'usr_subscriber2',
  'usr_admin',
  'usr_admin2',
]
