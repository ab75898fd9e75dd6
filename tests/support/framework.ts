/** The request that the framework would hand to the code under test. */
export const request = { headers: new Headers() }

/** Stands in for `next/headers` and `next/server`: vi.mock(…, () => import('@/tests/support/framework')). */
export const headers = async () => request.headers

export const cookies = async () => ({
  get: (name: string) => {
    const found = (request.headers.get('cookie') ?? '')
      .split('; ')
      .find((pair) => pair.startsWith(`${name}=`))
    return found && { name, value: decodeURIComponent(found.slice(name.length + 1)) }
  },
})

export const connection = async () => undefined

/** Stands in for `next/cache`. */
export const revalidatePath = () => undefined
