import { DesktopSkeleton } from './_desktop/desktop-skeleton.tsx'

export default function BrowserLoading() {
  return <DesktopSkeleton />
}
