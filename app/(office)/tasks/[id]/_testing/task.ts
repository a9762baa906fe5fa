// A task for tests, as the API tells it.
import type { Plan, PlanStep } from '#lib/wire/plan.ts'
import type { Run, Task, TaskCard, TaskFile } from '#lib/wire/task.ts'

const idOf = (number: number) => `00000000-0000-4000-8000-0000000005${String(number).padStart(2, '0')}`
const at = '2026-11-02T08:55:00.000Z'

export function aTask(facts: Partial<Task> = {}): Task {
  return {
    ...aCard(),
    parts: { total: 0, done: 0, failed: 0, summaries: [] },
    description: '',
    model: null,
    thinking: null,
    planMode: 'auto',
    partRole: '',
    partReason: '',
    needsReview: true,
    checks: [],
    checkResults: [],
    allowanceMicros: null,
    availableAt: null,
    dependsOn: [],
    blocks: [],
    feedback: '',
    summary: '',
    result: null,
    failure: null,
    plan: null,
    runs: [],
    questions: [],
    createdBy: { userId: null, apiKeyId: null, name: 'Maria' },
    finishedAt: null,
    ...facts,
  }
}

export function aCard(facts: Partial<TaskCard> = {}): TaskCard {
  return {
    id: idOf(facts.number ?? 12),
    number: 12,
    parentId: null,
    title: 'Make a small landing page',
    status: 'ready',
    statusAt: at,
    priority: 1,
    labels: [],
    requires: [],
    assigneeId: null,
    worker: null,
    progress: null,
    why: null,
    parts: { total: 0, done: 0, failed: 0 },
    openQuestions: 0,
    openDependencies: 0,
    attempts: 0,
    maxAttempts: 3,
    costMicros: 0,
    createdBy: { userId: null },
    createdAt: at,
    updatedAt: at,
    ...facts,
  }
}

export function aRun(facts: Partial<Run> = {}): Run {
  return {
    id: `00000000-0000-4000-8000-00000000060${facts.attempt ?? 1}`,
    attempt: 1,
    worker: { id: '00000000-0000-4000-8000-000000000700', name: 'builder-1', employeeId: null },
    claimedAt: at,
    startedAt: at,
    heartbeatAt: '2026-11-02T08:59:55.000Z',
    leaseExpiresAt: '2026-11-02T09:00:55.000Z',
    endedAt: null,
    parkedAt: null,
    outcome: null,
    summary: '',
    failure: null,
    costMicros: 0,
    ...facts,
  }
}

export function aStep(facts: Partial<PlanStep> = {}): PlanStep {
  return {
    key: 'write',
    title: 'Write the page',
    description: '',
    role: 'writes the page',
    reason: 'Ada writes best.',
    assigneeId: null,
    requires: [],
    model: null,
    thinking: null,
    dependsOn: [],
    checks: [],
    estimateMicros: 40_000,
    estimateMinutes: 5,
    ...facts,
  }
}

export function aPlan(facts: Partial<Plan> = {}): Plan {
  return {
    id: '00000000-0000-4000-8000-000000000800',
    taskId: idOf(12),
    state: 'proposed',
    madeBy: 'model',
    model: 'claude-haiku',
    practice: true,
    summary: 'One writes, one looks at it.',
    steps: [
      aStep(),
      aStep({
        key: 'look',
        title: 'Look at it',
        role: 'checks the page',
        reason: 'A second pair of eyes.',
        dependsOn: ['write'],
      }),
    ],
    risk: 'low',
    riskReason: '',
    repairs: [],
    failure: null,
    costMicros: 1200,
    createdAt: at,
    madeAt: at,
    decidedAt: null,
    ...facts,
  }
}

export function aFile(facts: Partial<TaskFile> = {}): TaskFile {
  return {
    id: '00000000-0000-4000-8000-000000000900',
    taskId: idOf(12),
    runId: aRun().id,
    kind: 'artifact',
    path: 'site/index.html',
    mediaType: 'text/html',
    sizeBytes: 1200,
    sha256: 'a'.repeat(64),
    createdAt: at,
    ...facts,
  }
}
