import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { deskUrlOf } from '#lib/desktop/desk-host.ts'

/** Whether a host name, without a port, is of a desk that somebody works at: a proxy asks before it gets a certificate. */
export async function knowsHost(hostsUrl: string, domain: string): Promise<boolean> {
  const label = domain.slice(0, domain.indexOf('.'))
  if (new URL(deskUrlOf(hostsUrl, 'x')).hostname.slice(1) !== domain.slice(label.length)) return false
  const found = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('desks')
      .where('hostLabel', '=', label)
      .where('employeeId', 'is not', null)
      .where('desiredState', '!=', 'absent')
      .select('id')
      .executeTakeFirst(),
  )
  return found !== undefined
}
