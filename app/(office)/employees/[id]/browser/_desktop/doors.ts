// The way to a desktop: the app gives a ticket, the desk's own host takes it, and then there is a socket.
import type { OpenedDesktop } from '#lib/wire/desktop.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { type Answered, call, post } from '../../../../_api/call.ts'

export function askForDesktop(employeeId: string): Promise<Answered<OpenedDesktop>> {
  return call(`/employees/${employeeId}/desktop`, post())
}

export function takeControl(employeeId: string, takeOver: boolean): Promise<Answered<Employee>> {
  return call(`/employees/${employeeId}/control`, post({ takeOver }))
}

export function handBack(employeeId: string): Promise<Answered<Employee>> {
  return call(`/employees/${employeeId}/control`, { method: 'DELETE' })
}

/** `unreachable`: nobody answered at that address, or the browser kept the answer from us. */
export type Entered = 'entered' | 'refused' | 'unreachable'

export async function enterDesktop(url: string, ticket: string): Promise<Entered> {
  try {
    const response = await fetch(`${url}/enter`, {
      method: 'POST',
      body: ticket,
      mode: 'cors',
      credentials: 'include',
      referrerPolicy: 'no-referrer',
    })
    return response.ok ? 'entered' : 'refused'
  } catch {
    return 'unreachable'
  }
}

export function socketUrl(url: string): string {
  return `${url.replace(/^http/, 'ws')}/desktop`
}
