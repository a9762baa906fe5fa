import { exampleMe } from '../examples.ts'
import { me } from '../me.ts'
import { noBody, noFields, operation } from '../operation.ts'

export const companyOperations = {
  readMe: operation({
    id: 'readMe',
    method: 'GET',
    path: '/me',
    tag: 'Company',
    thing: 'company',
    summary: 'Who asks, their company, and what it may do now',
    scope: 'read',
    params: noFields,
    query: noFields,
    body: noBody,
    answer: me,
    status: 200,
    example: { answer: exampleMe },
  }),
}
