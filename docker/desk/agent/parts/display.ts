// The screen: an X server that speaks RFB on a socket of the desk and on no port at all.
import { mkdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { commonEnvironment, display } from '../part-environment.ts'
import type { Places } from '../places.ts'
import type { Settings } from '../settings.ts'
import type { PartPlan } from '../supervise-part.ts'

const number = display.slice(1)
/** The smallest greeting of X11: little-endian, version 11, no authorisation. */
const greeting = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])
const accepted = 1
const answerLimitMs = 3000

export function displayPlan(places: Places, settings: Settings): PartPlan {
  const socket = join(places.x11Sockets, `X${number}`)
  return {
    name: 'display',
    needs: [],
    prepare: async () => {
      await mkdir(places.x11Sockets, { recursive: true, mode: 0o1777 })
      for (const left of [socket, `/tmp/.X${number}-lock`, places.vncSocket]) await rm(left, { force: true })
      return {
        program: '/usr/bin/Xtigervnc',
        args: [
          ...[display, '-geometry', settings.geometry, '-depth', '24', '-dpi', '96', '-desktop', 'desk'],
          ...['-SecurityTypes', 'None', '-rfbport', '-1', '-rfbunixpath', places.vncSocket],
          ...['-rfbunixmode', '0600', '-nolisten', 'tcp', '-AlwaysShared', '-AcceptSetDesktopSize=0'],
          ...['-IdleTimeout', '0', '-MaxIdleTime', '0', '-MaxDisconnectionTime', '0', '-Log', '*:stderr:20'],
        ],
        environment: commonEnvironment(places, settings.shared),
        workingDir: places.home,
      }
    },
    isUp: () => greets(socket),
    startLimitMs: 60_000,
    silenceLimitMs: 30_000,
  }
}

function greets(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => socket.write(greeting))
    const finish = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(answerLimitMs, () => finish(false))
    socket.once('data', (data) => finish(data[0] === accepted))
    socket.once('error', () => finish(false))
    socket.once('close', () => finish(false))
  })
}
