// The Chromium on the desktop, in its own sandbox. Its debugging port is behind the relay; the employee uses it from there.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { askBrowserToClose, browserAnswers } from '../ask-browser.ts'
import { commonEnvironment } from '../part-environment.ts'
import { type Places, ports } from '../places.ts'
import type { Settings } from '../settings.ts'
import type { PartPlan } from '../supervise-part.ts'

export function browserPlan(places: Places, settings: Settings): PartPlan {
  return {
    name: 'browser',
    needs: ['display', 'windows'],
    prepare: async () => {
      await mkdir(places.browserProfile, { recursive: true, mode: 0o700 })
      await forgetFormerOwner(places.browserProfile)
      return {
        program: '/usr/lib/chromium/chromium',
        args: browserArguments(places, settings),
        environment: {
          ...commonEnvironment(places, settings.shared),
          CHROME_DESKTOP: 'chromium.desktop',
          // Without any, it complains to the person in front of it.
          GOOGLE_API_KEY: 'no',
          GOOGLE_DEFAULT_CLIENT_ID: 'no',
          GOOGLE_DEFAULT_CLIENT_SECRET: 'no',
        },
        workingDir: places.home,
      }
    },
    isUp: () => browserAnswers(ports.cdp),
    startLimitMs: 120_000,
    silenceLimitMs: 60_000,
    askToEnd: () => askBrowserToClose(ports.cdp),
  }
}

/** An address at which nobody listens. */
const nobody = 'http://127.0.0.1:9/'

/** Services nobody asked for, and pages it keeps ready for itself: those cost 150 MB. */
const unused = [
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'AutofillServerCommunication',
  'GlobalMediaControls',
  'PreloadTopChromeWebUI',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
]

function browserArguments(places: Places, { browserProxy }: Settings): string[] {
  return [
    `--user-data-dir=${places.browserProfile}`,
    `--remote-debugging-port=${ports.cdp}`,
    `--remote-allow-origins=http://127.0.0.1:${ports.cdpRelay}`,
    ...(browserProxy ? [`--proxy-server=${browserProxy}`, '--proxy-bypass-list=localhost;127.0.0.1'] : []),
    '--no-first-run',
    '--no-default-browser-check',
    '--hide-crash-restore-bubble',
    '--start-maximized',
    '--force-dark-mode',
    '--lang=en-US',
    '--password-store=basic',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    // It would ask for updates by itself, and people would be asked whether it may.
    ...[`--apps-gallery-update-url=${nobody}`, `--component-updater=url-source=${nobody}`],
    '--disable-default-apps',
    '--disable-component-extensions-with-background-pages',
    '--disable-breakpad',
    '--disable-quic',
    '--disable-pings',
    '--disable-gpu',
    // A hidden or covered window is worked in all the same.
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    `--disable-features=${unused.join()}`,
  ]
}

/** A profile that another container used is locked in its name. There is only ever this one, so the lock means nothing. */
async function forgetFormerOwner(profile: string): Promise<void> {
  for (const name of await readdir(profile))
    if (name.startsWith('Singleton')) await rm(join(profile, name), { force: true })
}
