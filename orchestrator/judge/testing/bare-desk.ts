// A desk without a gateway, for what looks into workspaces: commands run by bash in a home of their own, as a runtime runs them.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DeskRuntime, ExecResult } from '#orchestrator/runtime/desk-runtime.ts'
import { runCommand } from '#orchestrator/runtime/process/run-command.ts'
import { makeFolder } from '#tests/support/temporary-folder.ts'

export interface BareDesk {
  runtime: Pick<DeskRuntime, 'exec'>
  /** Below the workspace. */
  write: (path: string, content: string | Buffer) => Promise<void>
  workspace: string
  /** Nobody answers at the desk from now on, or does again. */
  setDown: (isDown: boolean) => void
  remove: () => Promise<void>
}

export async function openBareDesk(): Promise<BareDesk> {
  const { path: home, remove } = await makeFolder('deskhand-bare-desk-')
  const workspace = join(home, '.openclaw/workspace')
  await mkdir(workspace, { recursive: true })
  let isDown = false
  return {
    runtime: {
      exec: (_, command, { timeoutMs = 60_000 } = {}) =>
        isDown ? Promise.reject(new Error('Nobody answers.')) : execIn(home, command, timeoutMs),
    },
    workspace,
    write: async (path, content) => {
      await mkdir(dirname(join(workspace, path)), { recursive: true })
      await writeFile(join(workspace, path), content)
    },
    setDown: (down) => {
      isDown = down
    },
    remove,
  }
}

const environment = { OPENCLAW_GATEWAY_TOKEN: 'the token', ANTHROPIC_API_KEY: 'the key' }

function execIn(home: string, command: string[], timeoutMs: number): Promise<ExecResult> {
  const path = '/usr/local/bin:/usr/bin:/bin'
  return runCommand(command, {
    environment: { ...environment, HOME: home, PATH: path },
    workingDir: home,
    timeoutMs,
  })
}
