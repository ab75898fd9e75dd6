'use client'

import { type ReactNode, useState } from 'react'
import type { PreferenceAction, PreferenceChange, Theme } from '@/components/shared/preferences'
import { SEGMENT, Segmented } from '@/components/ui/segmented'

export interface SwitchOption {
  value: string
  label: string
  /** Shown instead of the label. */
  icon?: ReactNode
  change: PreferenceChange
}

interface PreferenceSwitchProps {
  label: string
  value: string
  options: readonly SwitchOption[]
  action: PreferenceAction
}

/** A choice that the server keeps. Each option is a form, so it also works without JavaScript. */
export function PreferenceSwitch({ label, value, options, action }: PreferenceSwitchProps) {
  const [known, setKnown] = useState(value)
  const [shown, setShown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setShown(value)
  }

  function showAtOnce(option: SwitchOption) {
    setShown(option.value)
    if (option.change.kind === 'theme') applyTheme(option.change.theme)
  }

  return (
    <Segmented aria-label={label}>
      {options.map((option) => (
        <form
          key={option.value}
          action={action.bind(null, option.change)}
          onSubmit={() => showAtOnce(option)}
          className="contents"
        >
          <button
            type="submit"
            aria-pressed={shown === option.value}
            aria-label={option.icon ? option.label : undefined}
            title={option.icon ? option.label : undefined}
            className={SEGMENT}
          >
            {option.icon ?? option.label}
          </button>
        </form>
      ))}
    </Segmented>
  )
}

/** Swaps the class that the server wrote on `<html>`. */
export function applyTheme(theme: Theme): void {
  const { classList } = document.documentElement
  classList.remove('system', 'light', 'dark')
  classList.add(theme)
}
