// The process of one task: told everything by its supervisor, gone when the task is.
import { killGroup } from '../sandbox/launch.ts'
import { type FromRun, toRun } from './messages.ts'
import { workOnTask } from './work-on-task.ts'

let executorPid = 0
const releasing = new AbortController()

function tell(message: FromRun) {
  if (message.type === 'started') executorPid = message.pid
  if (process.connected) process.send?.(message)
}

// Nobody would send what this run reports, or end it: it stops here, and its lease runs out.
process.on('disconnect', () => {
  killGroup(executorPid)
  process.exit(1)
})

// On a terminal these reach everybody; the supervisor decides what they mean.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

process.on('message', (received) => {
  const message = toRun.parse(received)
  if (message.type === 'release') return releasing.abort(message.reason)
  void workOnTask(message.settings, message.claim, tell, releasing.signal).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
