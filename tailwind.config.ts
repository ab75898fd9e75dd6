import type { Config } from 'tailwindcss'

/** Families and breakpoints; colours, radii and shadows are tokens in app/globals.css. */
export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    // 360 px: two KPI columns. 769 px: tables instead of cards. 1024 px: the full sidebar.
    screens: {
      xs: '22.5rem',
      sm: '30rem',
      md: '48.0625rem',
      lg: '64rem',
      xl: '80rem',
      '2xl': '96rem',
    },
    extend: {
      fontFamily: {
        sans: ['var(--font-geist-sans)', 'ui-sans-serif', 'system-ui', 'sans-serif'],
        mono: ['var(--font-geist-mono)', 'ui-monospace', 'monospace'],
      },
      fontSize: {
        dense: ['0.8125rem', { lineHeight: '1.125rem' }],
        figure: ['1.0625rem', { lineHeight: '1.375rem', letterSpacing: '-0.01em' }],
      },
    },
  },
} satisfies Config
