import type { Task } from '#lib/wire/task.ts'
import type { AddCommands } from '../act.ts'
import { CameToNothing, UsageError } from '../exit-code.ts'
import { readStdin } from '../read-stdin.ts'
import { type TaskOptions, withTaskOptions, writeTask } from '../task-options.ts'
import { statusOf, wholeTask } from '../task-words.ts'
import { untilOver } from '../until-over.ts'

const longestTitle = 200

export const addDispatch: AddCommands = (program, act) => {
  withTaskOptions(
    program
      .command('dispatch')
      .description('hand out work in your own words, from the arguments or from stdin')
      .argument('[words...]', 'the first line is the title'),
  )
    .option('-w, --wait', 'until it is in review, done, failed or cancelled')
    .action(async (words: string[], options: TaskOptions & { wait?: boolean }) => {
      const { output, connect } = act()
      const prompt = words.length > 0 ? words.join(' ') : await readStdin()
      const connection = await connect()
      const created = await writeTask(connection, { ...options, ...titled(prompt) })
      output.tell(`#${created.number} ${statusOf(created)}`)
      if (!options.wait) return output.show(created, ({ number }) => [`#${number}`])
      let told = statusOf(created)
      const ended = await untilOver(connection, created.id, (now) => {
        if (statusOf(now) === told) return
        told = statusOf(now)
        output.tell(`#${now.number} ${told}${waitsFor(now)}`)
      })
      output.show(ended, (found) => wholeTask(output, found))
      if (ended.status === 'failed' || ended.status === 'cancelled')
        throw new CameToNothing(`#${ended.number} ${ended.status}.`)
    })
}

const waitsFor = ({ why }: Task) => (why ? `: ${why.text}` : '')

/** @throws UsageError without words. */
function titled(prompt: string): { title: string; description: string } {
  const text = prompt.trim()
  const first = text.split('\n', 1)[0]?.trim() ?? ''
  if (first === '') throw new UsageError('What is to be done? Say it after the command, or give it by stdin.')
  if (first.length <= longestTitle) return { title: first, description: text.slice(first.length).trim() }
  return { title: `${first.slice(0, longestTitle - 1)}…`, description: text }
}
