// What may be shown of a log: without secrets, without colours, the end of it. Pure.

const shortestSecret = 8

export function redact(text: string, secrets: string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
  return withoutKnown
    .replace(/\b(sk-|dk_|dh_|ghp_|ghs_|xox[a-z]-)[\w-]{8,}/g, '$1[secret]')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]')
    .replace(/\b((?:api[_-]?key|token|password|secret)["']?\s*[:=]\s*["']?)[^\s"',}]{8,}/gi, '$1[secret]')
}

const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g')

export function lastLines(log: string, count: number, maxCharacters = 6000): string {
  const lines = log.replace(escapeSequence, '').replaceAll('\0', '').trimEnd().split('\n')
  return lines.slice(-count).join('\n').slice(-maxCharacters)
}
