// Systems without /proc (macOS): ps knows everything but the environment.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { processEnvironment } from './process-environment.ts'
import type { SystemProcess } from './system-process.ts'

const run = promisify(execFile)
const sizeLimitBytes = 16 * 1024 * 1024

export async function listPsProcesses(): Promise<SystemProcess[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
    maxBuffer: sizeLimitBytes,
    env: processEnvironment({ PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' }),
  })
  return parsePs(stdout)
}

/** macOS prints no session id; a launch leads its own process group, which serves the same purpose. */
export function parsePs(text: string): SystemProcess[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line)
    if (!match) return []
    const [, pid, parentPid, groupId, state = 'Z', startedAt = ''] = match
    if (state.startsWith('Z')) return []
    return [
      {
        pid: Number(pid),
        parentPid: Number(parentPid),
        sessionId: Number(groupId),
        startedAt,
        namespacePids: [Number(pid)],
        environment: undefined,
      },
    ]
  })
}
