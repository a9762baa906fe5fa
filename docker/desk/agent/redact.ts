// Takes secrets out of what parts say, those we know and those that look like one. Pure.

const shortestSecret = 8

export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  return known
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
    .replace(/\b(sk-|dk_|dh_|ghp_|ghs_|xox[a-z]-)[\w-]{8,}/g, '$1[secret]')
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]')
    .replace(/\b((?:api[_-]?key|token|password|secret)["']?\s*[:=]\s*["']?)[^\s"',}]{8,}/gi, '$1[secret]')
}
