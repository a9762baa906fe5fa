// What the fleet asks of whatever runs desks. It speaks of desks: never of processes, containers, host paths or ports.

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
}

/** As the desk sees itself from inside. */
export interface GatewayPlace {
  port: number
  workspaceDir: string
  stateDir: string
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
  /** Matches ^[a-z][a-z0-9_]{0,59}$. */
  phase: string
  since: Date
  exit?: DeskExit
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
  /** Packs the home of a desk that does not run; answers with the archive's name. */
  archiveHome(deskId: string): Promise<string>
  destroyHome(deskId: string): Promise<void>
  gateway(deskId: string): Promise<GatewayAddress>
  /** Runs a command with the desk's home, sight and environment. */
  exec(deskId: string, command: string[], options?: { timeoutMs?: number }): Promise<ExecResult>
  /** Calls back when a desk may have changed. Only a hint: observe() tells. */
  watch(onHint: (deskId: string) => void): () => void
}
