'use client'
// Shown when even the frame of the page failed, so it brings its own.
import { ErrorNotice } from './_ui/error-notice.tsx'
import { fontVariables } from './_ui/fonts.ts'
import './globals.css'

export default function GlobalErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>This page could not be shown · Deskhand</title>
        <ErrorNotice {...props} />
      </body>
    </html>
  )
}
