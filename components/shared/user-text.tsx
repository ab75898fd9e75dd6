import type { ReactNode } from 'react'

/** A name or text that somebody wrote: whichever way it is read, it turns nothing around it. */
export function UserText({ children }: { children: ReactNode }) {
  return <bdi data-slot="user-text">{children}</bdi>
}

/** The same where a place takes a text or something drawn. */
export function asUserText(content: ReactNode): ReactNode {
  return typeof content === 'string' ? <UserText>{content}</UserText> : content
}
