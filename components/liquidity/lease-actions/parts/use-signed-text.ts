import { useEffect, useState } from 'react'
import type { SignedText } from '@/lib/flows/lease-form/form-rules'

/**
 * A text that is made here, with its SHA-256: the two always belong together, so that what is sent is the
 * hash of what is shown. Null while there is no text or no hash yet.
 */
export function useSignedText(text: string | null): SignedText | null {
  const [signed, setSigned] = useState<SignedText | null>(null)
  useEffect(() => {
    if (text === null) return undefined
    let isGone = false
    void sha256(text).then((termsHash) => {
      if (!isGone) setSigned({ lines: text.split('\n'), termsHash, note: null })
    })
    return () => {
      isGone = true
    }
  }, [text])
  return text === null ? null : signed
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
