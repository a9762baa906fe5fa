// The desk's agent: opens the door, then keeps display, windows, browser and gateway running until it is told to end.
import type { Server } from 'node:http'
import { openCdpRelay } from './cdp-relay.ts'
import { openDeskBoard } from './desk-board.ts'
import type { PartName } from './desk-status.ts'
import { openDoor } from './door.ts'
import { employeeProcesses, endProcesses, enteredProcesses } from './employee-processes.ts'
import { endDesk } from './end-desk.ts'
import { secretsOf } from './handover.ts'
import { type DeskProcess, listProcesses } from './list-processes.ts'
import { commonEnvironment } from './part-environment.ts'
import { openPartLog } from './part-log.ts'
import { browserPlan } from './parts/browser.ts'
import { displayPlan } from './parts/display.ts'
import { gatewayPlan } from './parts/gateway.ts'
import { windowsPlan } from './parts/windows.ts'
import { placesOf, ports } from './places.ts'
import { openPreview } from './preview.ts'
import { readMemory } from './read-memory.ts'
import { takeSettings } from './settings.ts'
import { showWork } from './show-work.ts'
import { type Part, type PartPlan, supervisePart } from './supervise-part.ts'
import { openHandoverTaker } from './take-handovers.ts'
import { watchActivity } from './watch-activity.ts'
import { watchHome } from './watch-home.ts'

const settings = takeSettings(process.env)
const places = placesOf('/home/desk', '/run/desk')
const board = openDeskBoard(settings.homeLimitBytes)
const write = (line: string) => void process.stdout.write(`${line}\n`)
const readMemoryEveryMs = 5000
/** What changes in the browser so soon after the gateway used it is the employee's doing. */
const workIsFreshMs = 3000
/** Docker's own patience is 10 s. */
const graceOfSignalMs = 8000

const handovers = openHandoverTaker({ board, workspace: places.workspace, gateway: () => parts.gateway })
const relay = await openCdpRelay({ listenPort: ports.cdpRelay, targetPort: ports.cdp })
const door = await openDoor({
  port: ports.door,
  key: settings.doorKey,
  board,
  gateway: { port: ports.gateway, host: '127.0.0.1' },
  desktop: { path: places.vncSocket },
  takeHandover: handovers.take,
  preview: openPreview({
    geometry: settings.geometry,
    environment: commonEnvironment(places, settings.shared),
  }),
  pauseInput: (isPaused) => {
    relay.setPaused(isPaused)
    board.change({ inputPaused: isPaused })
  },
  end: (graceMs) => void end(graceMs),
})
write('agent: the door is open')

const ours = () => ({
  agent: process.pid,
  gateway: parts.gateway.pid(),
  openclaw: `${places.openclaw}/`,
  desktop: [parts.display.pid(), parts.windows.pid(), parts.browser.pid()],
})
const programsIn = (processes: DeskProcess[]) => employeeProcesses(processes, ours())
const programsRunning = async () => programsIn(await listProcesses()).length

const parts: Record<PartName, Part> = {
  display: supervise(displayPlan(places, settings)),
  windows: supervise(windowsPlan(places, settings)),
  browser: supervise(browserPlan(places, settings)),
  gateway: supervise(
    gatewayPlan({
      places,
      settings,
      board,
      handover: handovers.current,
      endEmployeeProcesses: () => endProcesses(programsIn),
    }),
  ),
}

const stops = [
  watchHome({
    board,
    home: places.home,
    limitBytes: settings.homeLimitBytes,
    endEmployeeProcesses: () =>
      endProcesses((processes) => [...programsIn(processes), ...enteredProcesses(processes)]),
    log: write,
  }),
  showWork({ port: ports.cdp, isAtWork }),
  watchActivity({ board, state: places.state, browserUsedAtMs: relay.usedAtMs, programsRunning }),
  watchMemory(),
]
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(graceOfSignalMs))

function isAtWork(): boolean {
  return !board.facts().inputPaused && Date.now() - (relay.usedAtMs() ?? 0) < workIsFreshMs
}

function supervise(plan: PartPlan): Part {
  const secrets = () => [settings.doorKey, ...secretsOf(handovers.current())]
  return supervisePart(plan, {
    board,
    log: openPartLog({ name: plan.name, secrets, write }),
    readOomKills: async () => (await readMemory()).oomKills,
  })
}

function watchMemory(): () => void {
  const look = async () => board.note({ memory: await readMemory() })
  void look()
  const timer = setInterval(() => void look(), readMemoryEveryMs)
  return () => clearInterval(timer)
}

async function end(graceMs: number): Promise<void> {
  if (board.facts().isEnding) return
  for (const stop of stops) stop()
  await endDesk(parts, board, graceMs, write)
  await relay.close()
  closeDoor(door)
  process.exit(0)
}

function closeDoor(server: Server): void {
  server.close()
  server.closeAllConnections()
}
