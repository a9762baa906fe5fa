import type { TaskCost, Usage, UsageFigures } from '../usage.ts'

const employeeId = '5b0c9f5e-6f0f-4c0a-9d5e-2b7f4f1d3a10'
const model = 'claude-sonnet-4-5'

const figures: UsageFigures = {
  calls: 42,
  practiceCalls: 0,
  inputTokens: 310_200,
  outputTokens: 18_900,
  cacheReadTokens: 1_204_000,
  cacheWriteTokens: 96_000,
  costMicros: 1_935_300,
  practiceMicros: 0,
}
const share = { costMicros: figures.costMicros, calls: figures.calls }
const kinds = [{ kind: 'task', ...figures }] as const
const models = [{ model, name: 'Claude Sonnet 4.5', ...figures }]

export const exampleUsage: Usage = {
  from: '2026-11-02',
  to: '2026-11-02',
  total: figures,
  days: [
    {
      day: '2026-11-02',
      ...figures,
      employees: [{ key: employeeId, ...share }],
      models: [{ key: model, ...share }],
      kinds: [{ key: 'task', ...share }],
    },
  ],
  employees: [{ employeeId, name: 'Ada', hasLeft: false, ...figures }],
  models,
  kinds: [...kinds],
  tasks: [
    {
      taskId: '7a1f0c52-93c1-4f0e-8a53-0c6a0f0d2b11',
      number: 12,
      title: 'Compare three suppliers of paper',
      ...figures,
    },
  ],
  taskCount: 1,
  month: {
    spentMicros: 9_812_000,
    forecast: {
      state: 'told',
      micros: 17_400_000,
      lowMicros: 15_900_000,
      highMicros: 18_900_000,
      basedOnDays: 14,
      dayMicros: 844_000,
    },
  },
  firstCallAt: '2026-10-05T08:12:41.201Z',
}

export const exampleTaskCost: TaskCost = { ...figures, kinds: [...kinds], models }
