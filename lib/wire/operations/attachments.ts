import { z } from 'zod'
import { exampleAttachment } from '../examples.ts'
import { attachment } from '../message.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { idParams } from '../shapes.ts'

export const attachmentOperations = {
  uploadAttachment: operation({
    id: 'uploadAttachment',
    method: 'POST',
    path: '/employees/{id}/attachments',
    tag: 'Attachments',
    thing: 'employee',
    summary: 'Upload a file for a message',
    description:
      'Either multipart/form-data with one field `file`, or the bytes as the body with `?name=`. Text, images (PNG, JPEG, GIF, WebP) and PDF up to 4 MB; what a file is, is read from its content. Name the id in `attachments` of a message within a day.',
    scope: 'write',
    upload: true,
    params: idParams,
    query: z.strictObject({
      name: z
        .string()
        .min(1)
        .max(1000)
        .optional()
        .describe('The file name, for a body that is the bytes themselves'),
    }),
    body: z.object({ name: z.string(), content: z.instanceof(Buffer) }),
    answer: attachment,
    status: 201,
    example: { answer: exampleAttachment },
  }),
  readAttachment: operation({
    id: 'readAttachment',
    method: 'GET',
    path: '/attachments/{id}',
    tag: 'Attachments',
    thing: 'attachment',
    summary: 'The bytes of an attached file',
    description: 'Images are shown, everything else is downloaded.',
    scope: 'read',
    params: idParams,
    query: noFields,
    body: noBody,
    answer: z.unknown(),
    answerKind: 'file',
    status: 200,
  }),
}
