// What a page may load and do. The nonce is new for every request; Next puts it on its own inline scripts when it renders.
import { deskSources, isDevelopment, siteUrl } from './env.ts'

/** The Content-Security-Policy of a page. Nothing from elsewhere runs, loads, frames or is framed. */
export function pagePolicy(nonce: string): string {
  const secure = siteUrl().startsWith('https:')
  const rules = [
    "default-src 'none'",
    // Not strict-dynamic: it would switch 'self' off, and public/theme.js has to run before the first paint.
    // In development React evaluates code to explain errors.
    `script-src 'self' 'nonce-${nonce}'${isDevelopment() ? " 'unsafe-eval'" : ''}`,
    // Styles cannot act; floating parts and toasts place themselves with inline ones.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...deskSources(), ...(isDevelopment() ? ['ws:'] : [])].join(' '),
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ]
  return rules.join('; ')
}
