import { askApi, type Connection } from '#lib/wire/client.ts'
import { pageOf } from '#lib/wire/shapes.ts'
import { type Question, question, task } from '#lib/wire/task.ts'
import type { AddCommands } from '../act.ts'
import { NothingFound, UsageError } from '../exit-code.ts'
import { findTaskId } from '../find-task.ts'
import { readStdin } from '../read-stdin.ts'

export const addAnswering: AddCommands = (program, act) => {
  program
    .command('answer')
    .description('answer what an employee asks')
    .argument('<question>', '#number of its task, or its id')
    .argument('[words...]', 'or from stdin')
    .action(async (name: string, words: string[]) => {
      const { output, connect } = act()
      const answer = (words.length > 0 ? words.join(' ') : await readStdin()).trim()
      if (answer === '') throw new UsageError('Say the answer after the command, or give it by stdin.')
      const connection = await connect()
      const path = `/questions/${await findQuestionId(connection, name)}/answer`
      const answered = await askApi(connection, question, { method: 'POST', path, body: { answer } })
      output.show(answered, () => ['Answered; the work goes on.'])
    })
}

async function findQuestionId(connection: Connection, name: string): Promise<string> {
  if (!/^#?\d+$/.test(name)) return findById(connection, name)
  const { questions, number } = await askApi(connection, task, {
    path: `/tasks/${await findTaskId(connection, name)}`,
  })
  const open = questions.filter(({ state }) => state === 'open')
  const [first] = open
  if (!first) throw new NothingFound(`Nobody asks anything about #${number}.`)
  if (open.length > 1)
    throw new UsageError(`#${number} has several open questions. Name one by its id (deskhand todos).`)
  return first.id
}

async function findById(connection: Connection, name: string): Promise<string> {
  if (!/^[0-9a-f-]{4,36}$/i.test(name))
    throw new UsageError('A question is named by #number of its task, or by its id.')
  const open = await openQuestions(connection)
  const found = open.filter(({ id }) => id.startsWith(name.toLowerCase()))
  const [first] = found
  if (!first) throw new NothingFound('There is no such open question.')
  if (found.length > 1) throw new UsageError('Several open questions begin like this.')
  return first.id
}

async function openQuestions(connection: Connection): Promise<Question[]> {
  const { items } = await askApi(connection, pageOf(question), { path: '/questions', query: { limit: 100 } })
  return items.filter(({ state }) => state === 'open')
}
