import type { NextConfig } from 'next'

/** On every answer; the content policy of a page comes with its nonce from proxy.ts, that of the API from app/_edge/rest. */
const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), display-capture=()',
  // Browsers heed it over TLS only, so that the local stack is not held to it.
  'Strict-Transport-Security': 'max-age=31536000',
}

// Built once, run anywhere: nothing here depends on the environment of the build.
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg', 'pino', 'nodemailer'],
  typescript: { ignoreBuildErrors: true }, // `npm run check` type-checks everything once, tests included
  turbopack: { resolveAlias: { 'rehype-raw': './app/(office)/employees/[id]/chat/_log/no-html.ts' } },
  headers: async () => [
    { source: '/:path*', headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })) },
  ],
}

export default config
