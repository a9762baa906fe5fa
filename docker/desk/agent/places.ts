// Where things are at a desk. The tests have a desk elsewhere.
import { join } from 'node:path'

export interface Places {
  home: string
  /** Where the employee works; files given to the desk go here. */
  workspace: string
  /** OpenClaw's own memory. */
  state: string
  browserProfile: string
  /** Gone when the container is. */
  runtime: string
  gatewayConfig: string
  vncSocket: string
  openclaw: string
  desktopScripts: string
  x11Sockets: string
}

export function placesOf(
  home: string,
  runtime: string,
  image = { openclaw: '/opt/openclaw', desktop: '/opt/deskhand/desktop', x11Sockets: '/tmp/.X11-unix' },
): Places {
  return {
    home,
    workspace: join(home, 'workspace'),
    state: join(home, '.openclaw'),
    browserProfile: join(home, 'browser'),
    runtime,
    gatewayConfig: join(runtime, 'openclaw.json'),
    vncSocket: join(runtime, 'vnc.sock'),
    openclaw: image.openclaw,
    desktopScripts: image.desktop,
    x11Sockets: image.x11Sockets,
  }
}

export const ports = { door: 7600, gateway: 18_789, cdpRelay: 9222, cdp: 9223 }
