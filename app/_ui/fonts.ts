// The three faces, from npm and served by ourselves. The display serif is not preloaded by default pages that never show it.
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import localFont from 'next/font/local'

const fraunces = localFont({
  src: '../../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2',
  variable: '--font-fraunces',
  weight: '100 900',
  preload: false,
  fallback: ['Georgia', 'serif'],
})

export const fontVariables = `${GeistSans.variable} ${GeistMono.variable} ${fraunces.variable}`
