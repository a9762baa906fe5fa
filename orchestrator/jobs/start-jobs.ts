// Runs background chores with graphile-worker. Every orchestrator runs one; the queue sees to it that each job and each tick of
// the clock is done once.
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run, type TaskList } from 'graphile-worker'
import type { Log } from '#orchestrator/log.ts'
import { dismissLeavers, pruneEdges, pruneEvents, pruneTaskQueues, sleepIdleDesks } from './keep-house.ts'
import { makeScheduledTasks } from './make-scheduled-tasks.ts'
import { type MailSettings, sendMailTask } from './send-mail.ts'
import { sweepCompanies } from './sweep-companies.ts'
import { tellAllowances } from './tell-allowances.ts'

export interface JobsOptions {
  databaseUrl: string
  mail: MailSettings
  log: Log
}

export interface Jobs {
  isRunning: () => boolean
  stop: () => Promise<void>
}

const crontab = [
  '* * * * * dismiss-leavers ?jobKey=dismiss-leavers&max=1',
  '* * * * * sleep-idle-desks ?jobKey=sleep-idle-desks&max=1',
  '* * * * * make-scheduled-tasks ?jobKey=make-scheduled-tasks&max=3',
  '* * * * * sweep-companies ?jobKey=sweep-companies&max=3',
  '7 * * * * prune-events ?jobKey=prune-events&max=3',
  '27 * * * * prune-task-queues ?jobKey=prune-task-queues&max=3',
  '17 * * * * prune-edges ?jobKey=prune-edges&max=3',
  '* * * * * tell-allowances ?jobKey=tell-allowances&max=1',
].join('\n')

const concurrency = 4
const restartDelayMs = 2_000
const stopWaitMs = 2_000

export function startJobs(options: JobsOptions): Jobs {
  const { log } = options
  const tasks = taskList(options)
  let runner: Runner | undefined
  let isStopping = false

  async function keepRunning(): Promise<void> {
    while (!isStopping) {
      try {
        runner = await run(runnerOptions(options, tasks))
        await runner.promise
      } catch (error) {
        if (!isStopping) log.warn({ err: error }, 'Background jobs are interrupted; starting them again')
      }
      runner = undefined
      if (!isStopping) await sleep(restartDelayMs)
    }
  }

  void keepRunning()
  return {
    isRunning: () => runner !== undefined,
    async stop() {
      isStopping = true
      const stopped = runner?.stop().catch(() => undefined)
      await Promise.race([stopped, sleep(stopWaitMs, undefined, { ref: false })])
    },
  }
}

function taskList({ mail }: JobsOptions): TaskList {
  return {
    'send-mail': sendMailTask(mail),
    'dismiss-leavers': dismissLeavers,
    'sleep-idle-desks': sleepIdleDesks,
    'make-scheduled-tasks': makeScheduledTasks,
    'sweep-companies': sweepCompanies,
    'prune-events': pruneEvents,
    'prune-edges': pruneEdges,
    'prune-task-queues': pruneTaskQueues,
    'tell-allowances': tellAllowances,
  }
}

function runnerOptions({ databaseUrl, log }: JobsOptions, tasks: TaskList) {
  const logger = new Logger(() => (level, message, meta) => {
    const method = level === 'warning' ? 'warn' : level === 'error' ? 'error' : 'debug'
    log[method]({ job: meta }, message)
  })
  return {
    connectionString: databaseUrl,
    taskList: tasks,
    crontab,
    concurrency,
    logger,
    noHandleSignals: true,
    pollInterval: 5_000,
    maxPoolSize: concurrency + 2,
  }
}
