// The machine's processes, in the way that tells most on this system.
import { listProcProcesses } from './list-proc-processes.ts'
import { listPsProcesses } from './list-ps-processes.ts'
import type { ListProcesses } from './system-process.ts'

export const listProcesses: ListProcesses = process.platform === 'linux' ? listProcProcesses : listPsProcesses
