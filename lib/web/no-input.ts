import { z } from 'zod'

/** For what needs to be told nothing but its address. */
export const noInput = z.strictObject({})
