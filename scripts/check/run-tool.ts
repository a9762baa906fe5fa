// Runs a command-line tool of node_modules and gives back what it said.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface ToolResult {
  code: number
  stdout: string
  stderr: string
}

export function runTool(root: string, command: string, args: string[]): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`
    const env = { ...process.env, PATH: path, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' }
    const tool = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const result: ToolResult = { code: 1, stdout: '', stderr: '' }
    tool.stdout.on('data', (chunk) => {
      result.stdout += chunk
    })
    tool.stderr.on('data', (chunk) => {
      result.stderr += chunk
    })
    tool.on('error', reject)
    tool.on('close', (code) => resolve({ ...result, code: code ?? 1 }))
  })
}

/** The tool's own words as findings, when it failed. */
export function findingsOf(tool: string, { code, stdout, stderr }: ToolResult): string[] {
  if (code === 0) return []
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 0 ? lines : [`${tool} ended with code ${code} and said nothing`]
}
