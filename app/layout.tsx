import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { fontVariables } from './_ui/fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Deskhand: hire an AI employee', template: '%s · Deskhand' },
  description:
    'Hire AI employees. Each works at a desk of its own; you chat, watch, hand out work and see what it costs.',
  applicationName: 'Deskhand',
  referrer: 'no-referrer',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#141312' },
  ],
}

/** Rendered per request, every page: the nonce of the content policy is another each time. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  return (
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <head>
        <script src="/theme.js" />
      </head>
      <body>{children}</body>
    </html>
  )
}
