import { exampleMadeTask, exampleTemplate } from '../examples/recurring.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { idParams, listQuery, pageOf } from '../shapes.ts'
import { task } from '../task.ts'
import { changeTemplateInput, template, templateInput } from '../template.ts'

const shared = {
  tag: 'Templates',
  thing: 'template',
  params: noFields,
  query: noFields,
  answer: template,
  status: 200,
  example: { answer: exampleTemplate },
} as const
const one = { ...shared, params: idParams, path: '/templates/{id}', scope: 'write' } as const

export const templateOperations = {
  listTemplates: operation({
    ...shared,
    id: 'listTemplates',
    method: 'GET',
    path: '/templates',
    summary: 'What recurring tasks are made from',
    description: 'In the order they were made.',
    scope: 'read',
    query: listQuery,
    body: noBody,
    answer: pageOf(template),
    example: { answer: { items: [exampleTemplate], nextCursor: null } },
  }),
  createTemplate: operation({
    ...shared,
    id: 'createTemplate',
    method: 'POST',
    path: '/templates',
    summary: 'Make a template',
    description: 'Each has a name of its own (409). Checks that could never pass are refused.',
    scope: 'write',
    body: templateInput,
    status: 201,
    example: {
      answer: exampleTemplate,
      body: { name: exampleTemplate.name, spec: { title: exampleTemplate.spec.title, labels: ['report'] } },
    },
  }),
  changeTemplate: operation({
    ...one,
    id: 'changeTemplate',
    method: 'PATCH',
    summary: 'Change a template',
    description:
      'A `spec` replaces the one before as a whole. Tasks that were made from it stay as they are.',
    body: changeTemplateInput,
    example: { answer: exampleTemplate, body: { name: exampleTemplate.name } },
  }),
  deleteTemplate: operation({
    ...one,
    id: 'deleteTemplate',
    method: 'DELETE',
    summary: 'Delete a template',
    description: 'Its schedules go with it; tasks that were made from it stay.',
    body: noBody,
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
    example: {},
  }),
  createTaskFromTemplate: operation({
    ...one,
    id: 'createTaskFromTemplate',
    method: 'POST',
    path: '/templates/{id}/tasks',
    summary: 'Make a task from a template',
    description: 'As if a schedule had come to its time; the task says who made it.',
    body: noBody,
    answer: task,
    status: 201,
    example: { answer: exampleMadeTask },
  }),
}
