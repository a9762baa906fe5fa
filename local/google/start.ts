/** The Google emulator: a real sign-in page on its own port where one picks an account. */
import { createEmulator } from 'emulate'
import { googleAccounts, googleClient } from './accounts.ts'

export type Google = { url: string; stop: () => Promise<void> }

export async function startGoogle(options: { port: number; redirectUri: string }): Promise<Google> {
  const emulator = await createEmulator({
    service: 'google',
    port: options.port,
    // Its tokens must name the real issuer: lite checks it.
    baseUrl: 'https://accounts.google.com',
    seed: {
      google: {
        users: googleAccounts,
        oauth_clients: [
          {
            client_id: googleClient.id,
            client_secret: googleClient.secret,
            name: 'Deskhand',
            redirect_uris: [options.redirectUri],
          },
        ],
      },
    },
  })
  return { url: `http://127.0.0.1:${options.port}`, stop: () => emulator.close() }
}
