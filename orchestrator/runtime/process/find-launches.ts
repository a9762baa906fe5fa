// Which processes belong to which launch of which desk. Pure.
import type { Launch } from './desk-record.ts'
import type { SystemProcess } from './system-process.ts'

export const marker = {
  installation: 'DESKHAND_HOME',
  desk: 'DESKHAND_DESK_ID',
  generation: 'DESKHAND_GENERATION',
  launch: 'DESKHAND_LAUNCH',
  config: 'DESKHAND_CONFIG_HASH',
  port: 'DESKHAND_PORT',
} as const

export interface RunningLaunch {
  deskId: string
  launchId: string
  generation: number
  configHash: string
  port: number
  /** The process we launched, or the eldest that is left of it. */
  root: SystemProcess
  /** The one to ask politely; undefined when it is gone and only what it started is left. */
  gateway: SystemProcess | undefined
  /** Ending this one ends all that is in its pid namespace, at once and for certain. */
  namespaceInit: SystemProcess | undefined
  everything: SystemProcess[]
}

export interface KnownLaunch {
  deskId: string
  launch: Launch
}

export function findLaunches(
  processes: SystemProcess[],
  installation: string,
  known: KnownLaunch[],
): RunningLaunch[] {
  const groups = new Map<string, Group>()
  for (const process of processes) {
    const facts = factsOf(process, installation) ?? factsFromRecord(process, known)
    if (!facts) continue
    const key = `${facts.deskId}/${facts.launchId}`
    const group = groups.get(key)
    if (group) group.members.push(process)
    else groups.set(key, { facts, members: [process] })
  }
  return [...groups.values()].map(({ facts, members }) => describe(facts, members, processes))
}

interface Group {
  facts: LaunchFacts
  members: [SystemProcess, ...SystemProcess[]]
}

type LaunchFacts = Pick<RunningLaunch, 'deskId' | 'launchId' | 'generation' | 'configHash' | 'port'>

/** Inside a sandbox an employee can give any process any environment, so only what the sandbox's maker made is believed. */
function factsOf(process: SystemProcess, installation: string): LaunchFacts | undefined {
  const { environment, namespacePids } = process
  if (environment?.[marker.installation] !== installation) return undefined
  if (namespacePids.length > 2 || (namespacePids.length === 2 && namespacePids[1] !== 1)) return undefined
  const deskId = environment[marker.desk]
  const launchId = environment[marker.launch]
  const generation = Number(environment[marker.generation])
  const port = Number(environment[marker.port])
  if (!deskId || !launchId || !Number.isInteger(generation) || !Number.isInteger(port)) return undefined
  return { deskId, launchId, generation, port, configHash: environment[marker.config] ?? '' }
}

function factsFromRecord(process: SystemProcess, known: KnownLaunch[]): LaunchFacts | undefined {
  if (process.environment !== undefined) return undefined
  const match = known.find(
    ({ launch }) => launch.process?.pid === process.pid && launch.process.startedAt === process.startedAt,
  )
  if (!match) return undefined
  const { id: launchId, generation, configHash, port } = match.launch
  return { deskId: match.deskId, launchId, generation, configHash, port }
}

function describe(facts: LaunchFacts, members: Group['members'], all: SystemProcess[]): RunningLaunch {
  const everything = withDescendants(members, all)
  const pids = new Set(everything.map(({ pid }) => pid))
  const root = everything.find(({ parentPid }) => !pids.has(parentPid)) ?? members[0]
  const namespaceInit = everything.find(
    ({ namespacePids }) => namespacePids.length === 2 && namespacePids[1] === 1,
  )
  const gateway = namespaceInit
    ? everything.find(({ namespacePids }) => namespacePids.length === 2 && namespacePids[1] === 2)
    : gatewayBelow(root, everything)
  return { ...facts, root, gateway, namespaceInit, everything }
}

/** The witness leads the session. Where it was killed, the gateway itself is the eldest. */
function gatewayBelow(root: SystemProcess, everything: SystemProcess[]): SystemProcess | undefined {
  if (root.pid !== root.sessionId) return root
  return everything.find(({ parentPid }) => parentPid === root.pid)
}

/** Also those that left their parents but not the session. */
function withDescendants(members: SystemProcess[], all: SystemProcess[]): SystemProcess[] {
  const pids = new Set(members.map(({ pid }) => pid))
  const sessions = new Set(members.filter(({ pid, sessionId }) => pid === sessionId).map(({ pid }) => pid))
  for (let before = -1; before < pids.size; ) {
    before = pids.size
    for (const process of all) {
      if (pids.has(process.parentPid) || sessions.has(process.sessionId)) pids.add(process.pid)
    }
  }
  return all.filter(({ pid }) => pids.has(pid))
}
