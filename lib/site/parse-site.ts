// What people write or paste for a site -> the one form in which rules are kept and compared.
import { isIP } from 'node:net'
import { AppError } from '#lib/errors.ts'

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const longestName = 253

/** @throws AppError `invalid` that says how a site is written. */
export function parseSite(text: string): string {
  const written = text.trim()
  if (written === '*') return '*'
  const isWide = written.startsWith('*.')
  const host = hostIn(isWide ? written.slice(2) : written)
  return isWide ? `*.${host}` : host
}

/** "https://Example.org/a page" is example.org. */
function hostIn(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || url.username || url.password || /[\s*@\\]/.test(text.split(/[/?#]/)[0] ?? ''))
    throw refusal('site')
  if (url.port) throw refusal('port')
  const host = url.hostname.replace(/\.$/, '')
  if (isIP(host.replace(/^\[|\]$/g, ''))) throw refusal('address')
  const labels = host.split('.')
  if (host.length > longestName || !labels.every((part) => label.test(part))) throw refusal('site')
  if (labels.length < 2) throw refusal('short')
  return host
}

const words = {
  site: 'Write a site as example.org, *.example.org for everything below it too, or * for every public site',
  port: 'Sites are open on their usual ports only. Leave the port out',
  address: 'A bare address cannot be allowed. Write the name of the site',
  short: 'A site has at least one dot in its name, like example.org',
}

function refusal(why: keyof typeof words) {
  return new AppError('invalid', {
    detail: `${words[why]}. Nothing was changed.`,
    fields: { site: words[why] },
  })
}
