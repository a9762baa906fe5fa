import { z } from 'zod'
import { exampleSites } from '../examples.ts'
import { noBody, noFields, operation } from '../operation.ts'
import { id, idParams } from '../shapes.ts'
import { decideSiteInput, siteList } from '../site.ts'

const shared = {
  tag: 'Sites',
  thing: 'employee',
  params: idParams,
  query: noFields,
  answer: siteList,
  status: 200,
  example: { answer: exampleSites },
} as const

export const siteOperations = {
  listSites: operation({
    ...shared,
    id: 'listSites',
    method: 'GET',
    path: '/employees/{id}/sites',
    summary: 'What somebody may open in the web',
    description:
      'The rules of the role, the company and the employee, and the sites that were asked for in vain.',
    scope: 'read',
    body: noBody,
  }),
  decideSite: operation({
    ...shared,
    id: 'decideSite',
    method: 'POST',
    path: '/employees/{id}/sites',
    summary: 'Allow or refuse a site',
    description:
      'Deciding again replaces what was decided. It holds within seconds, also for pages that are open. A rule for the whole company, or for `*`, needs the scope `admin`.',
    scope: 'write',
    body: decideSiteInput,
    example: { body: { site: '*.example.org' }, answer: exampleSites },
  }),
  forgetSite: operation({
    ...shared,
    id: 'forgetSite',
    method: 'DELETE',
    path: '/employees/{id}/sites/{ruleId}',
    summary: 'Take back what was decided about a site',
    description: 'What a role brings along cannot be taken back: refuse it instead.',
    scope: 'write',
    params: z.strictObject({ id, ruleId: id }),
    body: noBody,
  }),
}
