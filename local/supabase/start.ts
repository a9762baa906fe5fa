/** A Supabase-compatible API (auth and REST) over the embedded Postgres; supabase-js talks to it unchanged. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { App } from '@supabase/lite'
import { Hono } from 'hono'
import { z } from 'zod'
import { googleClient } from '../google/accounts.ts'
import { openConnection } from './connection.ts'
import { localSignInPage, redirectGoogleCalls } from './google-addresses.ts'
import { publishableKey } from './publishable-key.ts'
import { composeSignInMail, type Mail, readSignIn } from './sign-in-mail.ts'

const otpExpirySeconds = 3600
const emailVerification = z.looseObject({ type: z.literal('email') })

export type SupabaseOptions = {
  databaseUrl: string
  port: number
  siteUrl: string
  googleUrl: string
  jwtSecret: string
  secretKey: string
  deliver: (mail: Mail) => Promise<void>
}

export type Supabase = { url: string; publishableKey: string; stop: () => Promise<void> }

/** What the asking request wanted, for the mail that lite composes without it. */
const redirectWanted = new AsyncLocalStorage<string>()

export async function startSupabase(options: SupabaseOptions): Promise<Supabase> {
  const url = `http://127.0.0.1:${options.port}`
  const connection = openConnection(options.databaseUrl)
  const app = new App({ connection, ...configOf(options, url) })
  await app.init()
  const restoreGoogle = redirectGoogleCalls(options.googleUrl)
  const server = createServer(getRequestListener(routes(app, options).fetch))
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url,
    publishableKey,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      restoreGoogle()
      await connection.close()
    },
  }
}

function configOf(options: SupabaseOptions, url: string) {
  const send = async (message: { to: string; text?: string }) => {
    const signIn = readSignIn(message.text ?? '')
    if (!signIn) throw new Error('The sign-in mail has no code.')
    const redirectTo = redirectWanted.getStore() ?? options.siteUrl
    await options.deliver(composeSignInMail(message.to, { ...signIn, siteUrl: options.siteUrl, redirectTo }))
  }
  return {
    api: { schemas: ['public'] },
    db: { migrations: { enabled: false } },
    studio: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: options.jwtSecret,
      jwt_expiry: 3600,
      site_url: options.siteUrl,
      additional_redirect_urls: [`${options.siteUrl}/**`],
      publishable_key: publishableKey,
      secret_key: options.secretKey,
      external: {
        google: {
          enabled: true,
          client_id: googleClient.id,
          secret: googleClient.secret,
          redirect_uri: googleRedirectUri(url),
        },
      },
      email: {
        enable_signup: true,
        enable_confirmations: false,
        otp_expiry: otpExpirySeconds,
        otp_length: 6,
      },
    },
    options: { drivers: { email: { send } }, server: { admin: false } },
  }
}

export const googleRedirectUri = (supabaseUrl: string) => `${supabaseUrl}/auth/v1/callback`

function routes(app: App, options: SupabaseOptions): Hono {
  const api = new Hono()
  api.get('/healthz', (c) => c.text('ok'))
  api.post('/auth/v1/otp', (c) =>
    redirectWanted.run(safeRedirect(c.req.query('redirect_to'), options.siteUrl), () => app.fetch(c.req.raw)),
  )
  api.post('/auth/v1/verify', async (c) => app.fetch(await withKnownType(c.req.raw)))
  api.get('/auth/v1/authorize', async (c) => {
    const answer = await app.fetch(c.req.raw)
    const page = localSignInPage(answer.headers.get('location'), options.googleUrl)
    return page ? c.redirect(page, 302) : answer
  })
  api.all('*', (c) => app.fetch(c.req.raw))
  return api
}

/** Only the site's own pages, as Supabase does it. */
function safeRedirect(wanted: string | undefined, siteUrl: string): string {
  return wanted && URL.canParse(wanted) && new URL(wanted).origin === new URL(siteUrl).origin
    ? wanted
    : siteUrl
}

/** Supabase calls any mailed code `email` nowadays; lite knows it as `magiclink` only. */
async function withKnownType(request: Request): Promise<Request> {
  const text = await request.text()
  const parsed = emailVerification.safeParse(parseJson(text))
  const body = parsed.success ? JSON.stringify({ ...parsed.data, type: 'magiclink' }) : text
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new Request(request.url, { method: 'POST', headers, body })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
