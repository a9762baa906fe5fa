// One running product with one employee, parts of it to kill, and the conditions under which it counts as healed.
import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import type { Employee } from '#lib/wire/employee.ts'
import type { Message } from '#lib/wire/message.ts'
import { findLeftovers } from '#local/supervisor/leftovers.ts'
import { parentOf } from '#local/supervisor/processes.ts'
import { gatewaysOf, onlyGateway } from '#tests/support/desk-installation.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { openProductOffice, withSql } from '#tests/support/product-office.ts'
import { type RestClient, restClient } from '#tests/support/rest-client.ts'
import { type WatchedChat, watchChat } from './watched-chat.ts'

export const parts = ['orchestrator', 'gateway', 'postgres', 'app'] as const
export type Part = (typeof parts)[number]

interface Killed {
  part: Part
  pid: number
  atMs: number
}

export interface DrilledProduct {
  employee: Employee
  chat: WatchedChat
  client: RestClient
  kill: (part: Part) => Promise<Killed>
  /** Everything answers, with another process in the place of the killed one; says how long that took. */
  healed: (killed: Killed) => Promise<number>
  gatewayCount: () => Promise<number>
  /** Sends as a client that cannot be put off: again and again with the same key, until it is taken. */
  send: (text: string) => Promise<Message>
  close: () => Promise<void>
}

const patienceMs = 180_000

export function until<T>(condition: () => T | Promise<T>, intervalMs = 25): Promise<T> {
  return vi.waitFor(condition, { timeout: patienceMs, interval: intervalMs })
}

export async function openDrilledProduct(): Promise<DrilledProduct> {
  const product = await startProduct()
  try {
    return await staff(product)
  } catch (error) {
    await product.stop()
    throw error
  }
}

async function staff(product: Product): Promise<DrilledProduct> {
  const { secrets } = await openProductOffice(product.databaseUrl, 2)
  const [ownSecret = '', watchingSecret = ''] = secrets
  const client = restClient(product.url, ownSecret)
  const employee = await client.hire({ roleKey: 'executive-assistant', name: 'Ada' })
  const deskId = await deskOf(product, employee.id)
  const chat = watchChat(restClient(product.url, watchingSecret), employee.conversationId)
  await chat.following.connected
  const pidOf = async (part: Part) =>
    part === 'gateway' ? (await onlyGateway(product.home, deskId)).pid : headOf(product.home, part)
  const gatewayCount = async () => (await gatewaysOf(product.home, deskId)).length

  async function requireHealth(): Promise<void> {
    // The app remembers for a second how everybody is, so the orchestrator is asked itself too.
    for (const url of [
      `http://127.0.0.1:${product.ports.orchestrator}/readyz`,
      `${product.url}/api/health`,
    ]) {
      const health = await fetch(url)
      if (health.status !== 200) throw new Error(await health.text())
    }
    const { lifecycle, desk } = await client.employee(employee.id)
    if (lifecycle !== 'ready') throw new Error(`Ada is ${lifecycle}: ${JSON.stringify(desk)}`)
  }
  // Slower than elsewhere: these are requests of one key, and those are counted.
  await until(requireHealth, 500)

  return {
    employee,
    chat,
    client,
    gatewayCount,
    async kill(part) {
      const pid = await pidOf(part)
      process.kill(pid, 'SIGKILL')
      return { part, pid, atMs: performance.now() }
    },
    async healed({ part, pid, atMs }) {
      await until(async () => {
        if ((await pidOf(part)) === pid) throw new Error(`The killed ${part} is still there`)
      })
      await until(requireHealth, 250)
      return Math.round(performance.now() - atMs)
    },
    send(text) {
      const clientKey = randomUUID()
      return until(() => client.send(employee.id, text, clientKey), 600)
    },
    async close() {
      await chat.following.close()
      await product.stop()
    },
  }
}

function deskOf(product: Product, employeeId: string): Promise<string> {
  return withSql(product.databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ id: string }>('select id from desks where employee_id = $1', [
      employeeId,
    ])
    const [desk] = rows
    if (!desk) throw new Error('The employee has no desk')
    return desk.id
  })
}

/** The process of a part that no other process of the part started. */
function headOf(home: string, part: Part): number {
  const found = findLeftovers(home).filter(({ name }) => name === part)
  const pids = new Set(found.map(({ pid }) => pid))
  const [head, ...others] = found.filter(({ pid }) => !pids.has(parentOf(pid) ?? 0))
  if (!head || others.length > 0) throw new Error(`${found.length} processes of ${part}, but not one head`)
  return head.pid
}
