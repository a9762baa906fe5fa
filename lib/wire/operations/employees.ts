import { employee, hireInput, updateEmployeeInput } from '../employee.ts'
import { exampleEmployee, exampleStarting } from '../examples.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { idParams, listQuery, pageOf } from '../shapes.ts'

const shared = {
  tag: 'Employees',
  thing: 'employee',
  answer: employee,
  status: 200,
  example: { answer: exampleEmployee },
} as const
const one = { ...shared, params: idParams, query: noFields, body: noBody } as const
const steer = { ...one, method: 'POST', scope: 'write', example: { answer: exampleStarting } } as const

export const employeeOperations = {
  listEmployees: operation({
    ...shared,
    id: 'listEmployees',
    method: 'GET',
    path: '/employees',
    summary: 'Everybody who works here',
    description:
      'In the order they were hired; whoever was fired stays in the list while they can be taken back.',
    scope: 'read',
    params: noFields,
    query: listQuery,
    body: noBody,
    answer: pageOf(employee),
    example: { answer: { items: [exampleEmployee], nextCursor: null } },
  }),
  hireEmployee: operation({
    ...shared,
    id: 'hireEmployee',
    method: 'POST',
    path: '/employees',
    summary: 'Hire somebody',
    description:
      'Answers at once with `lifecycle: "starting"`; the desk is made in the background. Without `skills` and `model` the role decides. Needs a plan (402) with a free seat (409).',
    scope: 'write',
    params: noFields,
    query: noFields,
    body: hireInput,
    status: 201,
    example: {
      answer: exampleStarting,
      body: {
        roleKey: 'executive-assistant',
        name: 'Ada',
        toneKey: 'friendly',
      },
    },
  }),
  readEmployee: operation({
    ...one,
    id: 'readEmployee',
    method: 'GET',
    path: '/employees/{id}',
    summary: 'One employee with their desk',
    scope: 'read',
  }),
  updateEmployee: operation({
    ...one,
    id: 'updateEmployee',
    method: 'PATCH',
    path: '/employees/{id}',
    summary: 'Change who somebody is',
    description:
      'Fields that are not named stay as they are. Everything but a new model reaches the desk without a restart.',
    scope: 'write',
    body: updateEmployeeInput,
    example: { body: { toneKey: 'witty' }, answer: { ...exampleEmployee, toneKey: 'witty' } },
  }),
  fireEmployee: operation({
    ...one,
    id: 'fireEmployee',
    method: 'DELETE',
    path: '/employees/{id}',
    summary: 'Fire somebody',
    example: {
      answer: {
        ...exampleEmployee,
        lifecycle: 'leaving',
        firedAt: '2026-11-03T17:00:00.000Z',
        homeKeptUntil: '2026-11-06T17:00:00.000Z',
      },
    },
    description:
      'Stops them at once. Their home is kept until `homeKeptUntil`; until then they can be taken back.',
    scope: 'write',
  }),
  takeBackEmployee: operation({
    ...steer,
    id: 'takeBackEmployee',
    path: '/employees/{id}/take-back',
    summary: 'Take somebody back who was fired',
    description: 'Needs a free seat. Too late is 410.',
  }),
  startEmployee: operation({
    ...steer,
    id: 'startEmployee',
    path: '/employees/{id}/start',
    summary: 'Start or wake somebody, or try again after a failure',
  }),
  pauseEmployee: operation({
    ...steer,
    id: 'pauseEmployee',
    path: '/employees/{id}/pause',
    summary: 'Pause somebody until they are started',
    description: 'Messages wait meanwhile.',
    example: { answer: { ...exampleEmployee, lifecycle: 'paused' } },
  }),
  restartEmployee: operation({
    ...steer,
    id: 'restartEmployee',
    path: '/employees/{id}/restart',
    summary: 'Restart the gateway over the same home',
  }),
  provisionEmployee: operation({
    ...steer,
    id: 'provisionEmployee',
    path: '/employees/{id}/provision',
    summary: 'Make the desk anew and keep its home',
  }),
}
