// Programs of a benchmark, each in a process of its own as in production: told what to do by one argument, they print their port.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Program {
  port: number
  stop: () => Promise<void>
}

export async function startProgram(file: string, told: object): Promise<Program> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), JSON.stringify(told)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [port] = await Promise.race([
    once(child.stdout, 'data'),
    exited.then(([code]) => Promise.reject(new Error(`${file} ended (${code}) before it was ready`))),
  ])
  return {
    port: Number(String(port).trim()),
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}
