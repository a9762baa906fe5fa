// Runs a command with a desk's home, sight and environment: in its container, or in one for the errand where it does not run.
import type { Container } from 'dockerode'
import { AppError, notFound } from '#lib/errors.ts'
import type { ExecResult } from '../desk-runtime.ts'
import { findDesk } from './containers.ts'
import { insideHome } from './desk-container.ts'
import { onErrand } from './errand.ts'
import type { Host } from './host.ts'
import { collectOutput } from './output.ts'

const defaultTimeoutMs = 60_000
const outputLimitBytes = 1024 * 1024
/** After `timeout` has sent its signals. */
const marginMs = 5_000

export async function execInDesk(
  host: Host,
  deskId: string,
  command: string[],
  timeoutMs = defaultTimeoutMs,
): Promise<ExecResult> {
  const handover = await host.records.readHandover(deskId)
  if (!handover) throw notFound('desk')
  const run = (container: Container) => execIn(container, command, handover.environment, timeoutMs)
  const found = await findDesk(host, deskId)
  if (found?.State.Running) return await run(host.engine.getContainer(found.Id))
  return await host.turns.run(deskId, () => onErrand(host, deskId, run))
}

/** The engine cannot end a command, so `timeout` does it inside; 124 is its own word for that. */
async function execIn(
  container: Container,
  command: string[],
  environment: Record<string, string>,
  timeoutMs: number,
): Promise<ExecResult> {
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000))
  const exec = await container.exec({
    Cmd: ['timeout', '--kill-after=2', String(seconds), ...command],
    Env: [
      // The door's key is in the container's own environment, and nobody's business inside.
      'DESK_DOOR_KEY=',
      `HOME=${insideHome}`,
      ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ],
    WorkingDir: insideHome,
    AttachStdout: true,
    AttachStderr: true,
  })
  const stream = await exec.start({ hijack: true, stdin: false })
  const patience = setTimeout(() => stream.destroy(new Error('It does not end.')), seconds * 1000 + marginMs)
  try {
    const output = await collectOutput(stream, outputLimitBytes)
    const { ExitCode } = await exec.inspect()
    if (ExitCode === null) throw new Error('It has not ended.')
    return { exitCode: ExitCode === killedByTimeout ? timedOutCode : ExitCode, ...output }
  } catch (error) {
    throw new AppError('unavailable', { detail: 'The command could not be run to its end.', cause: error })
  } finally {
    clearTimeout(patience)
    stream.destroy()
  }
}

const timedOutCode = 124
/** 128 + SIGKILL: what `timeout` answers when asking politely did not help. */
const killedByTimeout = 137
