'use client'

import { type ComponentProps, type UIEvent, useEffect, useRef, useState } from 'react'
import { Checkbox } from '@/components/ui/input'
import type { SignedText } from '@/lib/flows/lease-form/form-rules'
import type { LeaseFormProps } from '../types'

interface ContractTextProps extends Pick<LeaseFormProps, 'view' | 'fieldId' | 'onGate'> {
  text: SignedText
  title: string
  /** The first field of its form, so that the focus begins here. */
  isFirst?: boolean
}

/** A line's height short of the end counts as the end. */
const NEARLY_PX = 24

/** All that is signed, and the tick that says it was read, which needs the end to have been in sight. */
export function ContractText({
  text,
  title,
  isFirst = false,
  view,
  fieldId,
  onGate,
}: ContractTextProps) {
  const box = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  const [isRead, setRead] = useState(false)
  const look = (element: Element) => {
    const left = element.scrollHeight - element.clientHeight - element.scrollTop
    if (left <= NEARLY_PX) setSeen(true)
  }
  useEffect(() => {
    // A text that is short, or a screen that is high, has no end to scroll to.
    if (box.current) look(box.current)
  }, [])
  // Another text in its place has to be read and ticked again.
  useEffect(() => () => onGate(false), [onGate])
  return (
    <div className="grid gap-1">
      <TextBox
        id={fieldId('text')}
        title={title}
        lines={text.lines}
        ref={box}
        {...(isFirst ? { 'data-first-field': '' } : {})}
        onScroll={(event: UIEvent) => look(event.currentTarget)}
      />
      {text.note === null ? null : <p className="text-dense">{text.note}</p>}
      <p className="text-muted text-xs">
        SHA-256 <code className="break-all font-mono text-fg">{text.termsHash}</code>
      </p>
      <label className="flex items-center gap-2 text-dense has-disabled:text-muted coarse:min-h-11">
        <Checkbox
          name="read"
          data-consent
          disabled={!isSeen}
          defaultChecked={isRead}
          aria-describedby={fieldId('read-hint')}
          onChange={(event) => {
            setRead(event.target.checked)
            onGate(event.target.checked)
          }}
        />
        I have read the terms
      </label>
      <p id={fieldId('read-hint')} role="status" className="text-muted text-xs empty:hidden">
        {isSeen ? null : 'Scroll to the end of the text to tick this.'}
      </p>
      {view.errors.read ? <p className="text-bad text-dense">{view.errors.read}</p> : null}
    </div>
  )
}

interface TextBoxProps extends ComponentProps<'div'> {
  id: string
  title: string
  lines: readonly string[]
}

/** A long text in little room; it has the focus where it is to be scrolled by keyboard. */
function TextBox({ id, title, lines, ...props }: TextBoxProps) {
  return (
    <div className="grid gap-1">
      <h3 id={id} className="font-medium text-dense">
        {title}
      </h3>
      <div
        role="region"
        aria-labelledby={id}
        tabIndex={0}
        className="max-h-56 overflow-y-auto whitespace-pre-wrap break-words rounded-control border border-border px-2.5 py-2 font-mono text-xs"
        {...props}
      >
        {lines.join('\n')}
      </div>
    </div>
  )
}
