// The faces, from npm and served by ourselves. Only the interface's own is preloaded everywhere; the mono and the serif come when used.
import localFont from 'next/font/local'

const geist = localFont({
  src: '../../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
})

const geistMono = localFont({
  src: '../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'monospace'],
})

const fraunces = localFont({
  src: '../../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2',
  variable: '--font-fraunces',
  weight: '100 900',
  preload: false,
  adjustFontFallback: 'Times New Roman',
})

export const fontVariables = `${geist.variable} ${geistMono.variable} ${fraunces.variable}`
