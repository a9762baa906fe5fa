import type { MetadataRoute } from 'next'
import { siteUrl } from './_edge/env.ts'

export const dynamic = 'force-dynamic' // the address is known where it runs, not where it was built

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: ['/$', '/terms', '/privacy'], disallow: '/' },
    sitemap: `${siteUrl()}/sitemap.xml`,
  }
}
