/** `node local/practice-model/main.ts [port]`: the practice model by itself, until Ctrl-C. */
import { startPracticeModel } from './start.ts'

const model = await startPracticeModel({ port: Number(process.argv[2] ?? 3006) })
console.log(`The practice model answers at ${model.url}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void model.stop().then(() => process.exit(0)))
}
