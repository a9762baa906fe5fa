'use client'
import { ErrorNotice } from '../_ui/error-notice.tsx'

/** The rail stays, so that one can go somewhere else. */
export default function OfficeError(props: { error: unknown; retry: () => void }) {
  return <ErrorNotice {...props} isInside />
}
