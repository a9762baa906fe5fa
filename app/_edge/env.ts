// The only place in the app that reads the environment. Values are read when first asked for: the product is built once and
// configured where it runs.
import { z } from 'zod'

/** Whether the development services run beside us; pages for development exist only then. */
export function isLocalStack(): boolean {
  return Boolean(process.env.DESKHAND_DEV_URL)
}

const fallbackUrl = 'http://localhost:3000'

/** The address people reach the product at, without a slash at the end. */
export function siteUrl(): string {
  const parsed = z.url().safeParse(process.env.SITE_URL)
  return parsed.success ? parsed.data.replace(/\/+$/, '') : fallbackUrl
}
