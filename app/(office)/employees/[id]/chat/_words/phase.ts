// What an answer is doing, in words. Phases come from the courier; an unknown one is thinking.
import type { Message } from '#lib/wire/message.ts'

const doing: Record<string, string> = {
  preparing: 'is getting ready to answer',
  starting_model: 'is thinking',
  thinking: 'is thinking',
  writing: 'is writing',
  using_tool: 'is using a tool',
}

const causes: readonly [words: RegExp, cause: string][] = [
  [/rate|429|quota/, 'the model is busy'],
  [/overload|529|503/, 'the model is overloaded'],
  [/time.?out|idle|slow/, 'the model took too long'],
  [/network|connect|unreachable/, 'the model could not be reached'],
]

export function phaseInWords(
  name: string,
  { phase, stopRequested }: Pick<Message, 'phase' | 'stopRequested'>,
): string {
  if (stopRequested) return `${name} is stopping`
  const retry = /^retrying_(\d+)_of_(\d+)(?:_(\w+))?$/.exec(phase ?? '')
  if (retry) {
    const [, attempt, most, reason = ''] = retry
    const cause = causes.find(([words]) => words.test(reason))?.[1] ?? 'the model did not answer'
    return `${name} is trying again, attempt ${attempt} of ${most}: ${cause}`
  }
  return `${name} ${doing[phase ?? ''] ?? 'is thinking'}`
}
