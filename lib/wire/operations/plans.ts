import { examplePlan } from '../examples/plan.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { askForPlanInput, changePlanInput, plan } from '../plan.ts'
import { idParams } from '../shapes.ts'

const shared = {
  tag: 'Tasks',
  thing: 'task',
  path: '/tasks/{id}/plan',
  params: idParams,
  query: noFields,
  answer: plan,
  status: 200,
  example: { answer: examplePlan },
} as const

export const planOperations = {
  readPlan: operation({
    ...shared,
    id: 'readPlan',
    method: 'GET',
    summary: 'The newest plan of a task',
    description:
      'Who does which step and why, what it waits for, how it is checked, and what was put right in what the planner said. A task that was never planned has none.',
    scope: 'read',
    body: noBody,
  }),
  askForPlan: operation({
    ...shared,
    id: 'askForPlan',
    method: 'POST',
    summary: 'Have a task planned, or planned anew',
    description:
      'For drafts, failed tasks, tasks nobody works on yet, and plans that wait for approval: say in `guidance` what to mind this time. The plan before gives way, with those of its parts that are not done. `POST /tasks/{id}/approve` approves what is proposed.',
    scope: 'write',
    body: askForPlanInput,
    status: 202,
    example: {
      body: { guidance: 'Let Grace check it, she knows the brand.' },
      answer: {
        ...examplePlan,
        state: 'wanted',
        madeBy: null,
        model: null,
        summary: '',
        steps: [],
        risk: null,
        costMicros: 0,
        madeAt: null,
      },
    },
  }),
  changePlan: operation({
    ...shared,
    id: 'changePlan',
    method: 'PATCH',
    summary: 'Change a plan that waits for approval',
    description: 'All steps as they shall be. Steps without `dependsOn` run side by side.',
    scope: 'write',
    body: changePlanInput,
    example: { body: { steps: examplePlan.steps }, answer: examplePlan },
  }),
}
