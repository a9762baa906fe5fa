import { z } from 'zod'
import { exampleAttached, exampleMade } from '../examples/task.ts'
import { noAnswer, noBody, noFields, operation } from '../operation.ts'
import { id, idParams } from '../shapes.ts'
import { taskFile, taskFileLimits } from '../task.ts'

const shared = { tag: 'Tasks', params: idParams, query: noFields, body: noBody } as const
const all = z.object({ items: z.array(taskFile) })
/** A worker reads what earlier tasks made, whoever did them. */
const workReads = 'A key with the scope `work` may read the files of any task of the company.'
const oneFile = { ...shared, thing: 'file', params: z.strictObject({ id, fileId: id }) } as const

export const taskFileOperations = {
  listTaskFiles: operation({
    ...shared,
    id: 'listTaskFiles',
    method: 'GET',
    path: '/tasks/{id}/files',
    thing: 'task',
    summary: 'What was given along with a task',
    description: workReads,
    scope: 'read',
    orScope: 'work',
    answer: all,
    status: 200,
    example: { answer: { items: [exampleAttached] } },
  }),
  attachTaskFile: operation({
    ...shared,
    id: 'attachTaskFile',
    method: 'POST',
    path: '/tasks/{id}/files',
    thing: 'task',
    summary: 'Give a file along',
    description: `Either multipart/form-data with one field \`file\`, or the bytes as the body with \`?name=\`. Up to 10 MB each and ${taskFileLimits.maxFiles} for a task. Runs that begin later find it.`,
    scope: 'write',
    upload: true,
    uploadMaxBytes: taskFileLimits.maxBytes,
    query: z.strictObject({
      name: z
        .string()
        .min(1)
        .max(1000)
        .optional()
        .describe('The file name, for a body that is the bytes themselves'),
    }),
    body: z.object({ name: z.string(), content: z.instanceof(Buffer) }),
    answer: taskFile,
    status: 201,
    example: { answer: exampleAttached },
  }),
  readTaskFile: operation({
    ...oneFile,
    id: 'readTaskFile',
    method: 'GET',
    path: '/tasks/{id}/files/{fileId}',
    summary: 'The bytes of an attachment or artifact',
    description: `Images are shown, everything else is downloaded. The same file is kept by its ETag. ${workReads}`,
    scope: 'read',
    orScope: 'work',
    answer: z.unknown(),
    answerKind: 'file',
    status: 200,
  }),
  deleteTaskFile: operation({
    ...oneFile,
    id: 'deleteTaskFile',
    method: 'DELETE',
    path: '/tasks/{id}/files/{fileId}',
    summary: 'Take an attachment away',
    description: 'What runs made stays.',
    scope: 'write',
    answer: noAnswer,
    answerKind: 'nothing',
    status: 204,
  }),
  listArtifacts: operation({
    ...shared,
    id: 'listArtifacts',
    method: 'GET',
    path: '/tasks/{id}/artifacts',
    thing: 'task',
    summary: 'What the runs of a task and of its parts made',
    description: `Their bytes are at /tasks/{taskId}/files/{id}, with the \`taskId\` that stands in each: it may be a part. ${workReads}`,
    scope: 'read',
    orScope: 'work',
    answer: all,
    status: 200,
    example: { answer: { items: [exampleMade] } },
  }),
}
