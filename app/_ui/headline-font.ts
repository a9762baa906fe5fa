// The serif again, but preloaded: for pages whose headline is the first thing one sees.
import localFont from 'next/font/local'

export const headlineFont = localFont({
  src: '../../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2',
  variable: '--font-fraunces',
  weight: '100 900',
  adjustFontFallback: 'Times New Roman',
})
