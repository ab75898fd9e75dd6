import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'

/** Routes, jobs and the servers that tests start live at the instant of the test stores' world. */
process.env.FLOWRATE_NOW = REFERENCE_INSTANT
