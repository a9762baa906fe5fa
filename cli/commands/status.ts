import { askApi, type Connection } from '#lib/wire/client.ts'
import { employee } from '#lib/wire/employee.ts'
import { me } from '#lib/wire/me.ts'
import { notification } from '#lib/wire/notification.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import { taskCard } from '#lib/wire/task.ts'
import { worker } from '#lib/wire/worker.ts'
import type { AddCommands } from '../act.ts'
import type { Output } from '../output.ts'
import { taskTable } from '../task-words.ts'

export const addStatus: AddCommands = (program, act) => {
  program
    .command('status')
    .description('your company: who is there, who works on what')
    .action(async () => {
      const { output, connect } = act()
      output.show(await look(await connect()), (found) => words(output, found))
    })
}

type Found = Awaited<ReturnType<typeof look>>

async function look(connection: Connection) {
  const query = { limit: 100 }
  const [{ company }, employees, workers, running, todos] = await Promise.all([
    askApi(connection, me, { path: '/me' }),
    askApi(connection, pageOf(employee), { path: '/employees', query }),
    askApi(connection, pageOf(worker).partial({ nextCursor: true }), { path: '/workers' }),
    askApi(connection, pageOf(taskCard), { path: '/tasks', query: { ...query, status: 'claimed,running' } }),
    askApi(connection, pageOf(notification), { path: '/notifications', query }),
  ])
  return {
    company,
    employees: employees.items,
    workers: workers.items.filter(({ employeeId }) => employeeId === null),
    running: running.items,
    todos: todos.items.length,
  }
}

function words(output: Output, { company, employees, workers, running, todos }: Found): string[] {
  return [
    output.strong(company.name),
    '',
    ...(employees.length === 0
      ? ['No employees yet.']
      : output.table(
          ['employee', 'state'],
          employees.map(({ name, lifecycle }) => [name, lifecycle.replaceAll('_', ' ')]),
        )),
    ...(workers.length === 0
      ? []
      : [
          '',
          ...output.table(
            ['worker', 'state', 'executor', 'running'],
            workers.map((one) => [
              one.name,
              one.drainingAt ? 'draining' : one.isOnline ? 'online' : 'away',
              one.executor,
              one.running.map(({ taskNumber }) => `#${taskNumber}`).join(' '),
            ]),
          ),
        ]),
    '',
    ...(running.length === 0 ? ['Nothing is running.'] : taskTable(output, running)),
    ...(todos === 0
      ? []
      : ['', `${todos} ${todos === 1 ? 'thing needs' : 'things need'} you: deskhand todos`]),
  ]
}
