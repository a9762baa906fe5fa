// Rows of tasks and of what hangs on them, for the two companies of the world.
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Member } from '#lib/access/caller.ts'
import { insertRow, sha256 } from '../support/company.ts'
import type { Employee } from '../support/employee.ts'

type Row = Record<string, unknown>

export interface TaskWorld {
  /** The first waits for the second. */
  tasks: [first: string, second: string, third: string]
  run: string
  template: string
  targets: Record<string, string>
}

export async function fillTasks(sql: pg.Client, employee: Employee, subject: Member): Promise<TaskWorld> {
  const { companyId } = employee
  const add = async (table: string, row: Row) =>
    String((await insertRow(sql, table, { company_id: companyId, ...row })).id)
  const byId = (id: string) => `id = '${id}'`
  const task = () => add('tasks', { title: 'A task', status: 'ready' })
  const [first, second, third] = [await task(), await task(), await task()]
  await insertRow(sql, 'task_dependencies', { company_id: companyId, task_id: first, depends_on_id: second })
  const worker = await add('workers', newWorker())
  const run = await add('runs', {
    task_id: second,
    worker_id: worker,
    attempt: 1,
    lease_hash: sha256('lease'),
    lease_expires_at: new Date(Date.now() + 60_000),
  })
  const template = await add('task_templates', { name: 'Seeded', spec: '{}' })
  const own = `company_id = '${companyId}'`
  return {
    tasks: [first, second, third],
    run,
    template,
    targets: {
      task_moves: `from_status = 'draft' and to_status = 'ready'`,
      task_counters: own,
      task_queues: own,
      task_templates: byId(template),
      schedules: byId(await add('schedules', schedule(template))),
      tasks: byId(first),
      task_dependencies: `task_id = '${first}'`,
      plans: byId(await add('plans', { task_id: first, state: 'approved' })),
      workers: byId(worker),
      runs: byId(run),
      task_timeline: `id = (select min(id) from task_timeline where ${own})`,
      run_logs: byId(await add('run_logs', { task_id: second, run_id: run, first_line: 0, lines: ['x'] })),
      check_results: byId(await add('check_results', checkResult(second, run))),
      task_comments: byId(await add('task_comments', comment(first))),
      task_files: byId(await add('task_files', file(first))),
      questions: byId(await add('questions', question(second, run))),
      notifications: byId(await add('notifications', mention(first, subject))),
    },
  }
}

/** Rows that somebody could add. */
export function newTaskRows(
  companyId: string,
  { tasks: [first, second, third], run, template }: TaskWorld,
  subject: Member,
): Record<string, Row> {
  const rows = {
    task_templates: { name: randomUUID(), spec: '{}' },
    schedules: schedule(template),
    tasks: { title: 'Another', status: 'ready' },
    task_dependencies: { task_id: third, depends_on_id: second },
    plans: { task_id: first, state: 'wanted' },
    workers: newWorker(),
    check_results: checkResult(second, run),
    task_comments: comment(first),
    task_files: file(first),
    questions: question(second, run),
    notifications: mention(first, subject),
  }
  return Object.fromEntries(
    Object.entries(rows).map(([table, row]) => [table, { company_id: companyId, ...row }]),
  )
}

const newWorker = (): Row => ({ name: randomUUID(), executor: 'command' })
const schedule = (template: string): Row => ({
  template_id: template,
  cron: '0 9 * * 1',
  time_zone: 'UTC',
  next_at: new Date(),
})
const checkResult = (task: string, run: string): Row => ({
  task_id: task,
  run_id: run,
  check_id: randomUUID(),
  kind: 'url',
  outcome: 'passed',
  text: 'Looked.',
})
const comment = (task: string): Row => ({
  task_id: task,
  author_kind: 'member',
  author_name: 'Somebody',
  text: 'Hello',
})
const file = (task: string): Row => ({
  task_id: task,
  kind: 'attachment',
  path: 'a.txt',
  media_type: 'text/plain',
  size_bytes: 1,
  sha256: sha256('x'),
  content: Buffer.from('x'),
})
const question = (task: string, run: string): Row => ({
  task_id: task,
  run_id: run,
  asker_key: randomUUID(),
  text: 'Which?',
})
const mention = (task: string, subject: Member): Row => ({
  user_id: subject.userId,
  kind: 'mention',
  task_id: task,
  text: 'Look.',
})
