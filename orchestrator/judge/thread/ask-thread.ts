import { Worker } from 'node:worker_threads'
import { type ThreadAnswer, type ThreadQuestion, threadAnswer } from './questions.ts'

const timeoutMs = 5_000
const memoryMb = 128

/** `too_long`: it was ended before it had an answer, or had eaten too much. */
export function askThread(
  question: ThreadQuestion,
  limits: { timeoutMs: number } = { timeoutMs },
): Promise<ThreadAnswer | 'too_long'> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: question,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  return new Promise((resolve) => {
    const settle = (answer: ThreadAnswer | 'too_long') => {
      clearTimeout(timer)
      resolve(answer)
      void thread.terminate()
    }
    const timer = setTimeout(() => settle('too_long'), limits.timeoutMs)
    thread.once('message', (message: unknown) => settle(threadAnswer.parse(message)))
    thread.once('error', () => settle('too_long'))
    thread.once('exit', () => settle('too_long'))
  })
}
