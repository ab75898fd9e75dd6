import type { ComponentProps } from 'react'
import { cn } from './cn'

// Outlines drawn from Lucide (ISC licence), kept as plain markup so that they cost a client nothing.
export type IconProps = Omit<ComponentProps<'svg'>, 'children'>

function draw({ className, ...props }: IconProps, d: string) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('icon', className)} {...props}>
      <path d={d} />
    </svg>
  )
}

export function AlertTriangleIcon(props: IconProps) {
  return draw(
    props,
    'M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01',
  )
}

export function ArrowDownIcon(props: IconProps) {
  return draw(props, 'M12 5v14M19 12l-7 7-7-7')
}

export function ArrowUpIcon(props: IconProps) {
  return draw(props, 'M5 12l7-7 7 7M12 19V5')
}

export function BellIcon(props: IconProps) {
  return draw(
    props,
    'M10.268 21a2 2 0 0 0 3.464 0M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326',
  )
}

export function CableIcon(props: IconProps) {
  return draw(
    props,
    'M17 19a1 1 0 0 1-1-1v-2a2 2 0 0 1 2-2h2a2 2 0 0 1 2 2v2a1 1 0 0 1-1 1zM17 21v-2M19 14V6.5a1 1 0 0 0-7 0v11a1 1 0 0 1-7 0V10M21 21v-2M3 5V3M4 10a2 2 0 0 1-2-2V6a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2a2 2 0 0 1-2 2zM7 5V3',
  )
}

export function CheckIcon(props: IconProps) {
  return draw(props, 'M20 6 9 17l-5-5')
}

export function CheckCircleIcon(props: IconProps) {
  return draw(props, 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M16 9l-5.5 5.5L8 12')
}

export function ChevronDownIcon(props: IconProps) {
  return draw(props, 'M6 9l6 6 6-6')
}

export function ChevronLeftIcon(props: IconProps) {
  return draw(props, 'M15 18l-6-6 6-6')
}

export function ChevronRightIcon(props: IconProps) {
  return draw(props, 'M9 18l6-6-6-6')
}

export function ChevronsUpDownIcon(props: IconProps) {
  return draw(props, 'M7 15l5 5 5-5M7 9l5-5 5 5')
}

export function ClockIcon(props: IconProps) {
  return draw(props, 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 6v6l4 2')
}

export function DownloadIcon(props: IconProps) {
  return draw(props, 'M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5')
}

export function EllipsisIcon(props: IconProps) {
  return draw(
    props,
    'M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M4 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0',
  )
}

export function InfoIcon(props: IconProps) {
  return draw(props, 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 16v-4M12 8h.01')
}

export function LayoutDashboardIcon(props: IconProps) {
  return draw(
    props,
    'M4 3h5a1 1 0 0 1 1 1v7a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-7a1 1 0 0 1 1 -1zM15 3h5a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1zM15 12h5a1 1 0 0 1 1 1v7a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-7a1 1 0 0 1 1 -1zM4 16h5a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z',
  )
}

export function LogOutIcon(props: IconProps) {
  return draw(props, 'M16 17l5-5-5-5M21 12H9M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4')
}

export function MergeIcon(props: IconProps) {
  return draw(props, 'M8 6l4-4 4 4M12 2v10.3a4 4 0 0 1-1.172 2.872L4 22M20 22l-5-5')
}

export function MenuIcon(props: IconProps) {
  return draw(props, 'M4 5h16M4 12h16M4 19h16')
}

export function MinusIcon(props: IconProps) {
  return draw(props, 'M5 12h14')
}

export function MonitorIcon(props: IconProps) {
  return draw(
    props,
    'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2zM8 21L16 21M12 17L12 21',
  )
}

export function MoonIcon(props: IconProps) {
  return draw(
    props,
    'M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401',
  )
}

export function PanelLeftIcon(props: IconProps) {
  return draw(
    props,
    'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM9 3v18',
  )
}

export function RefreshIcon(props: IconProps) {
  return draw(
    props,
    'M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5',
  )
}

export function ScrollTextIcon(props: IconProps) {
  return draw(
    props,
    'M15 12h-5M15 8h-5M19 17V5a2 2 0 0 0-2-2H4M8 21h12a2 2 0 0 0 2-2v-1a1 1 0 0 0-1-1H11a1 1 0 0 0-1 1v1a2 2 0 1 1-4 0V5a2 2 0 1 0-4 0v2a1 1 0 0 0 1 1h3',
  )
}

export function SearchIcon(props: IconProps) {
  return draw(props, 'M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0')
}

export function SettingsIcon(props: IconProps) {
  return draw(
    props,
    'M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0',
  )
}

export function ShieldCheckIcon(props: IconProps) {
  return draw(
    props,
    'M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1zM9 12l2 2 4-4',
  )
}

export function SlidersHorizontalIcon(props: IconProps) {
  return draw(props, 'M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3')
}

export function SunIcon(props: IconProps) {
  return draw(
    props,
    'M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41',
  )
}

export function UserIcon(props: IconProps) {
  return draw(
    props,
    'M17.925 20.056a6 6 0 0 0-11.851.001M8 11a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0',
  )
}

export function WifiOffIcon(props: IconProps) {
  return draw(
    props,
    'M12 20h.01M8.5 16.429a5 5 0 0 1 7 0M5 12.859a10 10 0 0 1 5.17-2.69M19 12.859a10 10 0 0 0-2.007-1.523M2 8.82a15 15 0 0 1 4.177-2.643M22 8.82a15 15 0 0 0-11.288-3.764M2 2l20 20',
  )
}

export function XIcon(props: IconProps) {
  return draw(props, 'M18 6 6 18M6 6l12 12')
}

export function XCircleIcon(props: IconProps) {
  return draw(props, 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M15 9l-6 6M9 9l6 6')
}

export function XOctagonIcon(props: IconProps) {
  return draw(
    props,
    'M15 9l-6 6M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586zM9 9l6 6',
  )
}

export function CircleDashedIcon(props: IconProps) {
  return draw(
    props,
    'M10.1 2.182a10 10 0 0 1 3.8 0M13.9 21.818a10 10 0 0 1-3.8 0M17.609 3.721a10 10 0 0 1 2.69 2.7M2.182 13.9a10 10 0 0 1 0-3.8M20.279 17.609a10 10 0 0 1-2.7 2.69M21.818 10.1a10 10 0 0 1 0 3.8M3.721 6.391a10 10 0 0 1 2.7-2.69M6.391 20.279a10 10 0 0 1-2.69-2.7',
  )
}

export function InboxIcon(props: IconProps) {
  return draw(
    props,
    'M22 12 16 12 14 15 10 15 8 12 2 12M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z',
  )
}

export function WorkflowIcon(props: IconProps) {
  return draw(
    props,
    'M5 3h4a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2M7 11v4a2 2 0 0 0 2 2h4M15 13h4a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-4a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2',
  )
}
