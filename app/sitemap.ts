import type { MetadataRoute } from 'next'
import { siteUrl } from './_edge/env.ts'

export const dynamic = 'force-dynamic' // the address is known where it runs, not where it was built

export default function sitemap(): MetadataRoute.Sitemap {
  return ['/', '/terms', '/privacy'].map((path) => ({ url: `${siteUrl()}${path}` }))
}
