interface ProgressBarProps {
  label: string
  /** 0 to 100. */
  percent: number
  /** The same in words, for those who hear it. */
  text: string
}

/** A share of a whole; the words stand beside it. */
export function ProgressBar({ label, percent, text }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <svg
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="block h-1.5 w-full rounded-full bg-sunken text-muted"
      >
        <rect width={Math.min(100, Math.max(0, percent))} height="6" fill="currentColor" />
      </svg>
    </div>
  )
}
