// What a desk says is written down and shown to people, whatever it is: nothing but text, and no more than fits. Pure.

/** All but line breaks and tabs of what steers a terminal, a database or the direction of reading. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

export function plainWords(text: string, mostCharacters: number): string {
  return text.slice(0, mostCharacters).replace(steering, '').toWellFormed()
}

/** A word that names what went wrong; what is none becomes one that says so. */
export function plainCode(text: string): string {
  return /^[a-z][a-z0-9_]{0,59}$/.test(text) ? text : 'unknown'
}
