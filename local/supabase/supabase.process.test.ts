import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Google, startGoogle } from '#local/google/start.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { freePort } from '#tests/support/free-port.ts'
import { publishableKey } from './publishable-key.ts'
import type { Mail } from './sign-in-mail.ts'
import { googleRedirectUri, type Supabase, startSupabase } from './start.ts'

const siteUrl = 'http://localhost:3000'
const mails: Mail[] = []
let database: FreshDatabase
let google: Google
let supabase: Supabase
let port: number
let count = 0

const start = () =>
  startSupabase({
    databaseUrl: database.databaseUrl,
    port,
    siteUrl,
    googleUrl: google.url,
    jwtSecret: 'signs the sessions of this test and no others',
    secretKey: 'sb_secret_of_this_test',
    deliver: async (mail) => void mails.push(mail),
  })

beforeAll(async () => {
  database = await freshDatabase()
  port = await freePort()
  google = await startGoogle({
    port: await freePort(),
    redirectUri: googleRedirectUri(`http://127.0.0.1:${port}`),
  })
  supabase = await start()
})

afterAll(async () => {
  await supabase.stop()
  await google.stop()
  await database.drop()
})

/** A browser of its own: nothing it knows is known to another. */
function browser(): SupabaseClient {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  return createClient(supabase.url, publishableKey, {
    auth: { flowType: 'pkce', storage, autoRefreshToken: false, persistSession: true },
  })
}

const someone = () => `person-${++count}@example.com`

async function askFor(email: string, redirectTo?: string) {
  const options = redirectTo === undefined ? {} : { emailRedirectTo: redirectTo }
  const { error } = await browser().auth.signInWithOtp({ email, options })
  expect(error).toBeNull()
  const mail = mails.findLast((one) => one.to === email)
  const link = new URL(/https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  const token = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? ''
  return { mail, link, token, tokenHash: link.searchParams.get('token_hash') ?? '' }
}

async function signIn(email: string): Promise<SupabaseClient> {
  const { token } = await askFor(email)
  const client = browser()
  const { error } = await client.auth.verifyOtp({ email, token, type: 'email' })
  expect(error).toBeNull()
  return client
}

async function sql(text: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
  try {
    await client.query(text, values)
  } finally {
    await client.end()
  }
}

describe('signing in by mail', () => {
  it('sends one mail with code and link, and both parts say the same', async () => {
    const { mail, link, token, tokenHash } = await askFor(someone())
    expect(mail?.subject).toBe('Your Deskhand sign-in link')
    expect(link.href).toBe(`${siteUrl}/auth/confirm?token_hash=${tokenHash}&type=email`)
    expect(mail?.html).toContain(token)
    expect(mail?.html).toContain(`${siteUrl}/auth/confirm?token_hash=${tokenHash}&amp;type=email`)
    expect(mail?.html).not.toContain('{{')
  })

  it('takes the code in another browser than the one that asked', async () => {
    const email = someone()
    const client = await signIn(email)
    expect((await client.auth.getUser()).data.user?.email).toBe(email)
    expect((await client.auth.getClaims()).data?.claims.email).toBe(email)
  })

  it('takes the link, once', async () => {
    const email = someone()
    const { tokenHash } = await askFor(email)
    const first = await browser().auth.verifyOtp({ token_hash: tokenHash, type: 'email' })
    expect(first.data.user?.email).toBe(email)
    const again = await browser().auth.verifyOtp({ token_hash: tokenHash, type: 'email' })
    expect(again.error).toMatchObject({ code: 'otp_expired', status: 403 })
    expect(again.data.session).toBeNull()
  })

  it('refuses a wrong code, and one that is older than an hour', async () => {
    const email = someone()
    const { token, tokenHash } = await askFor(email)
    const wrong = token === '111111' ? '222222' : '111111'
    const refused = await browser().auth.verifyOtp({ email, token: wrong, type: 'email' })
    expect(refused.error?.code).toBe('otp_expired')
    await sql(`update auth.users set recovery_sent_at = now() - interval '61 minutes' where email = $1`, [
      email,
    ])
    const late = await browser().auth.verifyOtp({ token_hash: tokenHash, type: 'email' })
    expect(late.error?.code).toBe('otp_expired')
  })

  it('brings back to the page that was wanted, and to no other site', async () => {
    const wanted = `${siteUrl}/employees?tab=chat`
    expect((await askFor(someone(), wanted)).link.searchParams.get('next')).toBe(wanted)
    expect((await askFor(someone(), 'https://evil.example/')).link.searchParams.get('next')).toBeNull()
  })

  it('makes no account when asked not to', async () => {
    const { error } = await browser().auth.signInWithOtp({
      email: someone(),
      options: { shouldCreateUser: false },
    })
    expect(error?.code).toBe('otp_disabled')
  })
})

describe('a session', () => {
  it('is renewed with its refresh token', async () => {
    const client = await signIn(someone())
    const before = (await client.auth.getSession()).data.session
    const { data, error } = await client.auth.refreshSession()
    expect(error).toBeNull()
    expect(data.session?.refresh_token).not.toBe(before?.refresh_token)
    expect((await client.auth.getUser()).error).toBeNull()
  })

  it('ends everywhere with a global sign-out', async () => {
    const email = someone()
    const [here, there] = [await signIn(email), await signIn(email)]
    expect((await here.auth.signOut({ scope: 'global' })).error).toBeNull()
    const seen = await there.auth.getUser()
    expect(seen.data.user).toBeNull()
    expect((await there.auth.refreshSession()).data.session).toBeNull()
  })

  it('leaves other sessions alone with a local sign-out', async () => {
    const email = someone()
    const [here, there] = [await signIn(email), await signIn(email)]
    await here.auth.signOut({ scope: 'local' })
    expect((await there.auth.getUser()).data.user?.email).toBe(email)
  })

  it('outlives a restart of the service', async () => {
    const email = someone()
    const client = await signIn(email)
    await supabase.stop()
    supabase = await start()
    expect((await client.auth.getUser()).data.user?.email).toBe(email)
    expect((await client.auth.refreshSession()).error).toBeNull()
  })
})

describe('signing in with Google', () => {
  async function throughGoogle(client: SupabaseClient, email: string): Promise<string> {
    const redirectTo = `${siteUrl}/auth/callback`
    const options = { redirectTo, skipBrowserRedirect: true }
    const { data } = await client.auth.signInWithOAuth({ provider: 'google', options })
    const page = await fetch(data.url ?? '')
    expect(page.url.startsWith(google.url)).toBe(true)
    const form = formOf(await page.text(), email)
    const picked = await fetch(new URL(form.action, google.url), {
      method: 'POST',
      body: new URLSearchParams(form.fields),
      redirect: 'manual',
    })
    const back = await fetch(picked.headers.get('location') ?? '', { redirect: 'manual' })
    return back.headers.get('location') ?? ''
  }

  function formOf(html: string, email: string) {
    const form = html.split('<form').find((part) => part.includes(`value="${email}"`)) ?? ''
    const inputs = [...form.matchAll(/name="([^"]+)"[^>]*value="([^"]*)"/g)]
    return {
      action: /action="([^"]+)"/.exec(form)?.[1] ?? '',
      fields: inputs.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
    }
  }

  it('shows a page to pick an account, and comes back with a session', async () => {
    const client = browser()
    const landed = new URL(await throughGoogle(client, 'ada@example.com'))
    expect(landed.origin + landed.pathname).toBe(`${siteUrl}/auth/callback`)
    const { data, error } = await client.auth.exchangeCodeForSession(landed.searchParams.get('code') ?? '')
    expect(error).toBeNull()
    expect(data.user?.email).toBe('ada@example.com')
    expect(data.user?.user_metadata.full_name).toBe('Ada Lovelace')
  })

  it('is the same person as the one who signed in by mail before', async () => {
    const byMail = (await (await signIn('grace@example.com')).auth.getUser()).data.user?.id
    const client = browser()
    const landed = new URL(await throughGoogle(client, 'grace@example.com'))
    const { data } = await client.auth.exchangeCodeForSession(landed.searchParams.get('code') ?? '')
    expect(data.user?.id).toBe(byMail)
  })

  it('gives the code only to the browser that began', async () => {
    const landed = new URL(await throughGoogle(browser(), 'alan@example.com'))
    const stranger = browser()
    const { data, error } = await stranger.auth.exchangeCodeForSession(landed.searchParams.get('code') ?? '')
    expect(error).not.toBeNull()
    expect(data.session).toBeNull()
  })
})

describe('the REST API', () => {
  it('gives strangers and members nothing: every request passes the verbs first', async () => {
    const asAnyone = await browser().from('companies').select('*')
    expect(asAnyone.error?.code).toBe('42501')
    const asMember = await (await signIn(someone())).from('companies').select('*')
    expect(asMember.error?.code).toBe('42501')
  })
})
