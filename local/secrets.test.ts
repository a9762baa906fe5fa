import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensureSecrets, stripeSecretsOf, ticketSecretOf } from './secrets.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deskhand-secrets-test-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

it('makes the secrets of an installation once', () => {
  const first = ensureSecrets(home)
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length)
  expect(ensureSecrets(home)).toEqual(first)
})

it('derives the secret of tickets, the same each time and unlike any other', () => {
  const secrets = ensureSecrets(home)
  expect(ticketSecretOf(ensureSecrets(home))).toBe(ticketSecretOf(secrets))
  expect(Object.values(secrets)).not.toContain(ticketSecretOf(secrets))
  expect(ticketSecretOf(secrets)).toMatch(/^[0-9a-f]{64}$/)
})

it("derives what the practice Stripe is spoken to with, in the form of Stripe's own", () => {
  const { secretKey, webhookSecret } = stripeSecretsOf(ensureSecrets(home))
  expect(stripeSecretsOf(ensureSecrets(home))).toEqual({ secretKey, webhookSecret })
  expect(secretKey).toMatch(/^sk_test_local_[0-9a-f]{64}$/)
  expect(webhookSecret).toMatch(/^whsec_[0-9a-f]{64}$/)
  expect(secretKey.slice(-64)).not.toBe(webhookSecret.slice(-64))
})

it('shows them to their owner only, even after somebody opened them up', () => {
  ensureSecrets(home)
  writeFileSync(join(home, 'secrets.json'), JSON.stringify(ensureSecrets(home)), { mode: 0o644 })
  ensureSecrets(home)
  expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600)
})

it('never replaces damaged ones: the state beside them would be lost', () => {
  writeFileSync(join(home, 'secrets.json'), '{"orchestratorSecret":')
  expect(() => ensureSecrets(home)).toThrow(/damaged.*--fresh/)
})
