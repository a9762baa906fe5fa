import type { Tone } from '#lib/role/tones.ts'

/** What the page needs to know of a tone. */
export type ToneFacts = Pick<Tone, 'key' | 'name' | 'description' | 'sample'>
