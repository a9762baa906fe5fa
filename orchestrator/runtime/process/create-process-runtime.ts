// Desks as child processes of this machine: a real OpenClaw gateway each, behind bubblewrap's walls where it works. Gateways
// outlive the orchestrator; the next one adopts them. For development and small machines: there is no desktop, no limit on memory
// and no wall around the network.
import { AppError, notFound } from '#lib/errors.ts'
import type { DeskRuntime } from '../desk-runtime.ts'
import { readEnvironment, readRecord } from './desk-record.ts'
import { execInDesk } from './exec-in-desk.ts'
import { destroyHome, openHome, replaceHome } from './homes.ts'
import { type Host, openHost, type ProcessRuntimeOptions } from './host.ts'
import { logsOfDesk } from './logs-of-desk.ts'
import { makeDesk, refreshDesk, tokenName } from './make-desk.ts'
import { observeDesks } from './observe-desks.ts'
import type { Isolation } from './sandbox.ts'
import { startDesk } from './start-desk.ts'
import { statsOfDesk } from './stats-of-desk.ts'
import { removeDesk, stopDesk } from './stop-desk.ts'
import { watchDesks } from './watch-desks.ts'

export interface ProcessRuntime extends DeskRuntime {
  readonly name: 'process'
  /** 'none' means that an employee can read whatever the orchestrator's user can; whyNotIsolated says why. */
  readonly isolation: Isolation
  readonly whyNotIsolated: string | undefined
}

export async function createProcessRuntime(options: ProcessRuntimeOptions): Promise<ProcessRuntime> {
  const listeners = new Set<(deskId: string) => void>()
  const host = await openHost(options, (deskId) => {
    for (const listener of listeners) listener(deskId)
  })
  const inTurn = <T>(deskId: string, action: () => Promise<T>) => host.turns.run(deskId, action)
  return {
    name: 'process',
    hasDesktop: false,
    isolation: host.isolation,
    whyNotIsolated: host.whyNotIsolated,
    prepare: async (onProgress) => void (await host.openclaw(onProgress)),
    observe: () => observeDesks(host),
    make: (spec) => inTurn(spec.deskId, () => makeDesk(host, spec)),
    refresh: (spec) => inTurn(spec.deskId, () => refreshDesk(host, spec)),
    start: (deskId) => inTurn(deskId, () => startDesk(host, deskId)),
    stop: (deskId, graceMs) => inTurn(deskId, () => stopDesk(host, deskId, graceMs)),
    remove: (deskId) => inTurn(deskId, () => removeDesk(host, deskId)),
    openHome: (deskId) => inTurn(deskId, () => openHome(host, deskId)),
    replaceHome: (deskId, tar) => inTurn(deskId, () => replaceHome(host, deskId, tar)),
    destroyHome: (deskId) => inTurn(deskId, () => destroyHome(host, deskId)),
    gateway: (deskId) => gatewayAddress(host, deskId),
    exec: (deskId, command, { timeoutMs } = {}) => execInDesk(host, deskId, command, timeoutMs),
    openDesktop: noDesktop,
    pictureOf: noDesktop,
    pauseInput: noDesktop,
    stats: (deskId) => statsOfDesk(host, deskId),
    logs: (deskId, lines) => logsOfDesk(host, deskId, lines),
    // There is no wall around the network that could have gates: a desk reaches what this machine reaches, and nothing is refused.
    setReach: async () => undefined,
    onRefusal: () => () => undefined,
    watch: (onHint) => {
      listeners.add(onHint)
      const stop = watchDesks(host, onHint)
      return () => {
        listeners.delete(onHint)
        stop()
      }
    },
  }
}

async function gatewayAddress(host: Host, deskId: string) {
  const folder = host.folder(deskId)
  const [record, environment] = [await readRecord(folder), await readEnvironment(folder)]
  const token = environment?.[tokenName]
  if (!record || !token) throw notFound('desk')
  return { url: `ws://127.0.0.1:${record.launch?.port ?? record.port}`, token }
}

async function noDesktop(): Promise<never> {
  throw new AppError('unavailable', {
    detail: 'Desks on this machine have no desktop. Set DESK_RUNTIME to "docker" to give them one.',
  })
}
