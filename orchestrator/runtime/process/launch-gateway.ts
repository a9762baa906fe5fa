// Starts a gateway that outlives us: a session of its own, its log in a file, and a shell of one megabyte above it that writes
// down how it ended, for whoever is there to read it.
import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { processEnvironment } from './process-environment.ts'

export interface LaunchInput {
  command: string[]
  environment: Record<string, string>
  workingDir: string
  log: string
  exitCode: string
}

const witness = '"$@"; code=$?; echo "$DESKHAND_LAUNCH $code" >"$0.new" && mv "$0.new" "$0"'

/** Answers with the pid once the system has taken it on. */
export async function launchGateway(input: LaunchInput, onExit: () => void): Promise<number> {
  const log = await open(input.log, 'a', 0o600)
  try {
    const child = spawn('/bin/sh', ['-c', witness, input.exitCode, ...input.command], {
      cwd: input.workingDir,
      env: processEnvironment(input.environment),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.once('exit', onExit)
    child.unref()
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', () =>
        child.pid === undefined ? reject(new Error('It has no pid.')) : resolve(child.pid),
      )
    })
  } finally {
    await log.close()
  }
}
