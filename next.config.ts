import type { NextConfig } from 'next'

// Built once, run anywhere: nothing here depends on the environment of the build.
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg', 'pino', 'nodemailer'],
  typescript: { ignoreBuildErrors: true }, // `npm run check` type-checks everything once, tests included
}

export default config
