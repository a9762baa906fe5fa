/**
 * The emulated outside world in one child process, so that a crash in it heals too: mailbox, Google, Supabase API, practice
 * model, practice website, practice Stripe. It also brings the database up to date, which needs the same heavy libraries the supervisor can do without.
 */
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { openStripe } from '#lib/stripe/open-stripe.ts'
import { followedEvents } from '#lib/stripe/portal.ts'
import { syncCatalog } from '#lib/stripe/sync-catalog.ts'
import { prepareDatabase } from './database.ts'
import { addressForContainers } from './docker/address-for-containers.ts'
import { readInheritedSettings, type Settings } from './env.ts'
import { startGoogle } from './google/start.ts'
import { startMailbox } from './mailbox/start.ts'
import { postgresUrl } from './postgres/url.ts'
import { startPracticeModel } from './practice-model/start.ts'
import { startPracticeWebsite } from './practice-website/start.ts'
import { ensureSecrets, stripeSecretsOf } from './secrets.ts'
import { startStripe } from './stripe/start.ts'
import type { Mail } from './supabase/sign-in-mail.ts'
import { googleRedirectUri, startSupabase } from './supabase/start.ts'

type Service = { stop: () => Promise<void> }

async function startServices(settings: Settings): Promise<Service> {
  const { ports, home } = settings
  const secrets = ensureSecrets(home)
  const databaseUrl = postgresUrl(ports.postgres, secrets.postgresPassword)
  await prepareDatabase(databaseUrl)
  const transport = nodemailer.createTransport(settings.smtpUrl)
  const deliver = async (mail: Mail) => void (await transport.sendMail({ from: settings.mailFrom, ...mail }))
  const practiceModel = await startPracticeModel({ port: ports.practiceModel })
  const practiceWebsite = await startPracticeWebsite({
    port: ports.practiceWebsite,
    hosts: ['127.0.0.1', ...(await addressForContainers())],
  })
  const google = await startGoogle({
    port: ports.google,
    redirectUri: googleRedirectUri(`http://127.0.0.1:${ports.supabase}`),
  })
  const supabase = await startSupabase({
    databaseUrl,
    port: ports.supabase,
    siteUrl: settings.siteUrl,
    googleUrl: google.url,
    jwtSecret: secrets.jwtSecret,
    secretKey: secrets.supabaseSecretKey,
    deliver,
  })
  const stripe = await startPracticeStripe(settings, stripeSecretsOf(secrets))
  // Last: its answer is what the supervisor takes for "all of them are up".
  const mailbox = await startMailbox({
    smtpPort: ports.smtp,
    httpPort: ports.devServices,
    file: join(home, 'mailbox.jsonl'),
  })
  const started: Service[] = [mailbox, stripe, supabase, google, practiceWebsite, practiceModel]
  return { stop: async () => void (await Promise.allSettled(started.map((service) => service.stop()))) }
}

/** It sells the plans from the start, as a real account does once `npm run stripe:sync` was run. */
async function startPracticeStripe(
  { ports, home, siteUrl }: Settings,
  { secretKey, webhookSecret }: { secretKey: string; webhookSecret: string },
): Promise<Service> {
  const stripe = await startStripe({
    port: ports.stripe,
    secretKey,
    file: join(home, 'stripe.jsonl'),
    webhookUrl: `http://127.0.0.1:${ports.app}/api/webhooks/stripe`,
    webhookSecret,
    webhookEvents: followedEvents,
  })
  await syncCatalog(openStripe({ secretKey, apiUrl: stripe.url }), { siteUrl })
  return stripe
}

if (import.meta.main) {
  const services = await startServices(readInheritedSettings())
  const end = () => void services.stop().then(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  // The supervisor holds the other end; when it is gone, so are we.
  process.once('disconnect', end)
}
