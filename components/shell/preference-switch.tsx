'use client'

import { type ReactNode, useState } from 'react'
import type { PreferenceChange, PreferenceFormAction, Theme } from '@/components/shared/preferences'
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
  action: PreferenceFormAction
}

/** A choice that the server keeps. The buttons submit a form, so it also works without JavaScript. */
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
    <form action={action} className="contents">
      <Segmented aria-label={label}>
        {options.map((option) => (
          <button
            key={option.value}
            type="submit"
            name={option.change.kind}
            value={option.value}
            onClick={() => showAtOnce(option)}
            aria-pressed={shown === option.value}
            aria-label={option.icon ? option.label : undefined}
            title={option.icon ? option.label : undefined}
            className={SEGMENT}
          >
            {option.icon ?? option.label}
          </button>
        ))}
      </Segmented>
    </form>
  )
}

/** Swaps the class that the server wrote on `<html>`. */
export function applyTheme(theme: Theme): void {
  const { classList } = document.documentElement
  classList.remove('system', 'light', 'dark')
  classList.add(theme)
}
