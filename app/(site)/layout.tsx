import type { Metadata } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { siteUrl } from '../_edge/env.ts'
import { headlineFont } from '../_ui/headline-font.ts'
import { SiteFooter } from './_landing/site-footer.tsx'
import { SiteHeader } from './_landing/site-header.tsx'

/** Rendered per request: the public address and the nonce of the content policy are known only where and when it runs. */
export async function generateMetadata(): Promise<Metadata> {
  await connection()
  return {
    metadataBase: new URL(siteUrl()),
    openGraph: { type: 'website', siteName: 'Deskhand', locale: 'en_GB' },
    twitter: { card: 'summary_large_image' },
  }
}

export default function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <div className={headlineFont.variable}>
      <SiteHeader />
      {children}
      <SiteFooter />
    </div>
  )
}
