// What the fleet asks of whatever runs desks. It speaks of desks: never of processes, containers, host paths or ports.
import type { Duplex, Readable } from 'node:stream'
import type { Failure } from '#lib/wire/shapes.ts'

export interface HomeFile {
  /** Relative to the employee's workspace, with forward slashes. */
  path: string
  content: string
}

export interface DeskSpec {
  deskId: string
  /** A new generation is a desk made again over the same home. */
  generation: number
  /** Persona, rules and skills. The folder `skills` holds these and nothing else. */
  files: HomeFile[]
  filesHash: string
  /** The content of openclaw.json, which the desk can read and not change. */
  gatewayConfig: (at: GatewayPlace) => unknown
  /** Covers the configuration and the environment: a new one asks for a restart. */
  configHash: string
  /** Must hold OPENCLAW_GATEWAY_TOKEN. The gateway inherits nothing else from the orchestrator. */
  environment: Record<string, string>
  hostname: string
  /** Which build of the desk to run, where the runtime has builds to choose from; null for the host's own. Part of configHash. */
  release: string | null
}

/** As the desk sees itself from inside. */
export interface GatewayPlace {
  port: number
  workspaceDir: string
  stateDir: string
  /** Where the model proxy is, where the installation's own address for it does not hold inside. */
  modelProxyUrl?: string
  /** The browser on the desktop, by its debugging address: the employee works in the one that people see. */
  browserUrl?: string
  /** HTTP_PROXY and HTTPS_PROXY are set there, and nothing is reached without them. */
  goesOutByProxy?: boolean
}

/** made: no gateway runs and none was lost. exited: the gateway ended without being asked to. */
export type DeskState = 'made' | 'starting' | 'ready' | 'exited'

export type ExitCause =
  | 'bad_config'
  | 'out_of_memory'
  | 'port_taken'
  | 'killed'
  | 'crashed'
  | 'ended'
  | 'vanished'

export interface DeskExit {
  code: number | null
  signal: string | null
  cause: ExitCause
  /** For people: what happened, and what to do about it. */
  reason: string
  action: string
  /** The last lines of the gateway's log, without secrets. */
  logTail: string
}

export interface ObservedDesk {
  deskId: string
  /** Of the gateway that runs; where none runs, of the desk as it was last made. '' means: make it again. */
  generation: number
  filesHash: string
  configHash: string
  state: DeskState
  /** Matches ^[a-z][a-z0-9_]{0,59}$. `stopping`: it was asked to end and has not yet. */
  phase: string
  since: Date
  exit?: DeskExit
  /** The build it runs or was last made from; null where the runtime has none to choose from. */
  release: string | null
  /** It runs, and something is wrong that a person should know: the home is full, the browser does not start. */
  complaint?: Failure
}

export interface DeskStats {
  /** Share of one core, over the last seconds. */
  cpuCores: number
  memoryBytes: number
  memoryLimitBytes: number
  processes: number
  homeBytes: number
  homeLimitBytes: number
}

/** What an employee's desk may open in the web. */
export interface DeskReach {
  deskId: string
  /** `example.org` itself, `*.example.org` and all below, `*` any public site. */
  sites: string[]
}

/** A desk asked for a site and was refused. */
export interface Refusal {
  deskId: string
  host: string
  port: number
  why: 'not_allowed' | 'private_address' | 'no_such_host' | 'bad_request'
  at: Date
}

export interface DesktopPicture {
  mediaType: 'image/jpeg'
  bytes: Buffer
}

export interface GatewayAddress {
  url: string
  token: string
}

export interface ExecResult {
  /** 124 when the time ran out. */
  exitCode: number
  stdout: string
  stderr: string
}

export interface PrepareProgress {
  phase: string
  elapsedMs: number
  packages?: { done: number; total: number }
}

export interface DeskRuntime {
  readonly name: 'process' | 'docker' | 'kubernetes'
  /** Whether desks have a desktop to look at. Where not, what concerns it throws AppError `unavailable`. */
  readonly hasDesktop: boolean
  /** Makes the host able to run desks; takes a minute the first time. Repeating it is cheap. */
  prepare(onProgress: (progress: PrepareProgress) => void): Promise<void>
  /** Every desk on this host, or an error; never some of them. */
  observe(): Promise<ObservedDesk[]>
  /** Home, files and configuration. Repeating it, or finishing an interrupted one, does no harm; never touches a running gateway. */
  make(spec: DeskSpec): Promise<void>
  /** Rewrites the workspace's files under a running gateway. */
  refresh(spec: DeskSpec): Promise<void>
  /** Returns when the gateway has been launched, not when it is ready. Does nothing where it runs already. */
  start(deskId: string): Promise<void>
  /** Asks the gateway to end, and ends it and all it started after graceMs. */
  stop(deskId: string, graceMs: number): Promise<void>
  /** Ends and forgets the desk. Its home stays. */
  remove(deskId: string): Promise<void>
  /**
   * The home of a desk that does not run, as a tar stream: names below the home, a folder before what is in it.
   * @throws AppError not_found where there is no home.
   */
  openHome(deskId: string): Promise<Readable>
  /**
   * Puts what a tar stream holds in place of the home of a desk that does not run and may not be made yet. Whole or not at all: when
   * the stream breaks, what was there before is there still. The stream was screened (orchestrator/archive/unpack-home.ts).
   */
  replaceHome(deskId: string, tar: Readable): Promise<void>
  destroyHome(deskId: string): Promise<void>
  gateway(deskId: string): Promise<GatewayAddress>
  /** Runs a command with the desk's home, sight and environment. */
  exec(deskId: string, command: string[], options?: { timeoutMs?: number }): Promise<ExecResult>
  /** The desktop's remote framebuffer (RFB), already past the runtime's own walls. Ends when the desk does. */
  openDesktop(deskId: string): Promise<Duplex>
  /** What the desktop shows now. */
  pictureOf(deskId: string, widthPx: number): Promise<DesktopPicture>
  /** While paused, nothing the employee does reaches the browser of the desktop: a person has taken control. */
  pauseInput(deskId: string, isPaused: boolean): Promise<void>
  stats(deskId: string): Promise<DeskStats>
  /** The last lines of what the desk said, without secrets. */
  logs(deskId: string, lines: number): Promise<string>
  /** Who may open what: complete, a desk that is not named may open nothing. */
  setReach(reach: DeskReach[]): Promise<void>
  onRefusal(listener: (refusal: Refusal) => void): () => void
  /** Calls back when a desk may have changed. Only a hint: observe() tells. */
  watch(onHint: (deskId: string) => void): () => void
}
