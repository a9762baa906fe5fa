// Desks as hardened containers of this machine's Docker engine, each with a desktop and on a network of its own. They outlive the
// orchestrator; the next one adopts them.
import { AppError, notFound } from '#lib/errors.ts'
import type { DeskRuntime, DesktopPicture } from '../desk-runtime.ts'
import { askDoor, passDoor } from './door.ts'
import { execInDesk } from './exec-in-desk.ts'
import { openGatewayListeners } from './gateway-listeners.ts'
import { destroyHome, openHome, replaceHome } from './homes.ts'
import { type DockerRuntimeOptions, openHost } from './host.ts'
import { logsOfDesk } from './logs-of-desk.ts'
import { makeDesk, refreshDesk, tokenName } from './make-desk.ts'
import { observeDesks } from './observe-desks.ts'
import { prepare } from './prepare.ts'
import { register } from './register.ts'
import { startDesk } from './start-desk.ts'
import { statsOfDesk } from './stats-of-desk.ts'
import { removeDesk, stopDesk } from './stop-desk.ts'
import { watchEngine } from './watch-engine.ts'

export interface DockerRuntime extends DeskRuntime {
  readonly name: 'docker'
  /** Stops listening. Desks go on. */
  close: () => void
}

export async function createDockerRuntime(options: DockerRuntimeOptions): Promise<DockerRuntime> {
  const listeners = new Set<(deskId: string) => void>()
  const tell = (deskId: string) => {
    for (const listener of listeners) listener(deskId)
  }
  const host = await openHost(options, { one: tell, all: () => tell('') })
  const gateways = openGatewayListeners((deskId) => passDoor(host.doorOf(deskId), '/gateway'))
  const inTurn = <T>(deskId: string, action: () => Promise<T>) => host.turns.run(deskId, action)
  const stopWatching = watchEngine(host, tell)

  return {
    name: 'docker',
    hasDesktop: true,
    prepare: (onProgress) => prepare(host, onProgress),
    observe: () => observeDesks(host),
    make: (spec) => inTurn(spec.deskId, () => makeDesk(host, spec)),
    refresh: (spec) => inTurn(spec.deskId, () => refreshDesk(host, spec)),
    start: (deskId) => inTurn(deskId, () => startDesk(host, deskId)),
    stop: (deskId, graceMs) => inTurn(deskId, () => stopDesk(host, deskId, graceMs)),
    remove: (deskId) => {
      gateways.close(deskId)
      return inTurn(deskId, () => removeDesk(host, deskId))
    },
    openHome: (deskId) => openHome(host, deskId),
    replaceHome: (deskId, tar) => inTurn(deskId, () => replaceHome(host, deskId, tar)),
    destroyHome: (deskId) => inTurn(deskId, () => destroyHome(host, deskId)),
    async gateway(deskId) {
      const token = (await host.records.readHandover(deskId))?.environment[tokenName]
      if (!token) throw notFound('desk')
      return { url: `ws://127.0.0.1:${await gateways.portOf(deskId)}`, token }
    },
    exec: (deskId, command, { timeoutMs } = {}) => execInDesk(host, deskId, command, timeoutMs),
    openDesktop: (deskId) => passDoor(host.doorOf(deskId), '/desktop'),
    pictureOf: async (deskId, widthPx) =>
      pictureIn(
        await askDoor(host.doorOf(deskId), `/preview.jpg?width=${Math.round(widthPx)}`, {
          limitBytes: mostPictureBytes,
        }),
      ),
    async pauseInput(deskId, isPaused) {
      await askDoor(host.doorOf(deskId), '/input', { method: 'POST', body: { paused: isPaused } })
    },
    stats: (deskId) => statsOfDesk(host, deskId),
    logs: (deskId, lines) => logsOfDesk(host, deskId, lines),
    async setReach(reach) {
      if (await host.reach.replace(reach)) await register(host)
    },
    onRefusal: (listener) => host.gatehouse.onRefusal(listener),
    watch: (onHint) => {
      listeners.add(onHint)
      return () => listeners.delete(onHint)
    },
    close() {
      stopWatching()
      host.doors.close()
      host.gatehouse.close()
    },
  }
}

/** Pictures are kept for a moment, and a desk could send anything. */
const mostPictureBytes = 2 * 1024 * 1024
const jpegStart = Buffer.from([0xff, 0xd8])

function pictureIn({ body }: { body: Buffer }): DesktopPicture {
  if (body.subarray(0, jpegStart.length).equals(jpegStart)) return { mediaType: 'image/jpeg', bytes: body }
  throw new AppError('unavailable', { detail: 'The desk sent no picture.' })
}
