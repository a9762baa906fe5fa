import 'server-only'
import { headers } from 'next/headers'

/** The network address of who asks, as our nearest proxy (or Next itself) noted it: what stands before it anybody could have written. */
export async function clientAddress(): Promise<string> {
  const noted = (await headers()).get('x-forwarded-for') ?? ''
  return noted.split(',').at(-1)?.trim().slice(0, 60) || 'unknown'
}
