import { notionists } from '@dicebear/collection'
import { createAvatar } from '@dicebear/core'

const yearSeconds = 31_536_000
const maxSeedLength = 120

/** The same seed always draws the same face, so browsers may keep it for good. */
export async function GET(_request: Request, { params }: { params: Promise<{ seed: string }> }) {
  const { seed } = await params
  const portrait = createAvatar(notionists, {
    seed: seed.slice(0, maxSeedLength),
    backgroundColor: ['f1e7d6', 'e6e2d8', 'dfe5e2', 'ebdfd6', 'e3e1ea'],
    scale: 120,
    translateY: 6,
  })
  return new Response(portrait.toString(), {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': `public, max-age=${yearSeconds}, immutable`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  })
}
