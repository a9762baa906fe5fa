import { expect, it } from 'vitest'
import { nextOfMail } from './next-of-mail.ts'

const site = 'http://localhost:3000'

it.each([
  ['the whole address of a page of ours', `${site}/onboarding?plan=solo`, '/onboarding?plan=solo'],
  ['a mere path', '/onboarding', '/onboarding'],
  ['the front page', `${site}/`, '/employees'],
  ['no wish', undefined, '/employees'],
  ['another site', 'https://elsewhere.example/onboarding', '/employees'],
  ['another port of the same host', 'http://localhost:4000/x', '/employees'],
  ['our name inside another', `${site}.elsewhere.example/x`, '/employees'],
  ['our name as a password', `http://localhost:3000@elsewhere.example/x`, '/employees'],
  ['a path that is a site for browsers', `${site}//elsewhere.example`, '/employees'],
])('goes after a mail with %s', (_, next, path) => {
  expect(nextOfMail(next, site)).toBe(path)
})
