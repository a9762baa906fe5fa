'use client'
import { ErrorNotice } from './_ui/error-notice.tsx'

export default function ErrorPage(props: { error: unknown; retry: () => void }) {
  return <ErrorNotice {...props} />
}
