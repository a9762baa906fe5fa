/**
 * The sign-in mail: the template that a hosted project uses too (supabase/templates), filled in here because lite knows
 * neither the redirect that was asked for nor a text part without its own link.
 */
import { readFileSync } from 'node:fs'

const template = readFileSync(new URL('../../supabase/templates/magic-link.html', import.meta.url), 'utf8')

export type Mail = { to: string; subject: string; text: string; html: string }
export type SignIn = { token: string; tokenHash: string; siteUrl: string; redirectTo: string }

export function composeSignInMail(to: string, signIn: SignIn): Mail {
  return { to, subject: 'Your Deskhand sign-in link', html: fill(template, signIn), text: textOf(signIn) }
}

/** The code and the hash, out of the text lite makes. */
export function readSignIn(text: string): { token: string; tokenHash: string } | undefined {
  const token = /code is: (\d+)/.exec(text)?.[1]
  const tokenHash = /[?&]token=([0-9a-f]+)/.exec(text)?.[1]
  return token && tokenHash ? { token, tokenHash } : undefined
}

function confirmLink(signIn: SignIn): string {
  const next = signIn.redirectTo === signIn.siteUrl ? '' : `&next=${encodeURIComponent(signIn.redirectTo)}`
  return `${signIn.siteUrl}/auth/confirm?token_hash=${signIn.tokenHash}&type=email${next}`
}

function textOf(signIn: SignIn): string {
  return [
    `Your code is ${signIn.token}`,
    `Or open this link, on any device:\n${confirmLink(signIn)}`,
    'Code and link work once, for one hour.',
    'Did not ask for this? Ignore this mail; nobody can sign in without it.',
  ].join('\n\n')
}

/** The subset of Go templates that Supabase's mail templates use. */
function fill(source: string, signIn: SignIn): string {
  const values: Record<string, string> = {
    Token: signIn.token,
    TokenHash: signIn.tokenHash,
    SiteURL: signIn.siteUrl,
    RedirectTo: encodeURIComponent(signIn.redirectTo),
  }
  return source.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole)
}
