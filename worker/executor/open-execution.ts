import type { ExecutorSettings } from '../settings.ts'
import { runClaudeCode } from './claude-code.ts'
import { runCommand } from './command.ts'
import type { Execution } from './executor.ts'
import { runOpenclaw } from './openclaw.ts'

export function openExecution(settings: ExecutorSettings): Execution {
  switch (settings.kind) {
    case 'command':
      return runCommand(settings.command)
    case 'claude-code':
      return runClaudeCode(settings)
    case 'openclaw':
      return runOpenclaw(settings)
  }
}
