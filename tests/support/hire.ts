// The wizard, walked through as a person does.
import type { Page } from './browser.ts'

export interface Hire {
  plan?: string
  role?: string
  name?: string
}

/** From the first step of a fresh company to the page that shows the start. Returns the employee's id. */
export async function hireInWizard(
  page: Page,
  { plan = 'Studio', role = 'Researcher', name = 'Iris' }: Hire = {},
) {
  await choosePlan(page, plan)
  await chooseRole(page, role)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: `Go on with ${name}` }).click()
  await page.getByRole('button', { name: `Hire ${name}` }).click()
  await page.waitForURL(/\/onboarding\/launch\/[0-9a-f-]{36}|\/employees\/[0-9a-f-]{36}/)
  const id = /[0-9a-f-]{36}/.exec(page.url())?.[0]
  if (!id) throw new Error(`No employee in ${page.url()}`)
  return id
}

export async function choosePlan(page: Page, plan: string): Promise<void> {
  await page.getByRole('radio', { name: plan }).click()
  await page.getByRole('button', { name: `Go on with ${plan}` }).click()
  await page.getByRole('heading', { name: 'Whom do you need?' }).waitFor()
}

export async function chooseRole(page: Page, role: string): Promise<void> {
  await page.getByRole('radio', { name: role }).click()
  await page.getByRole('button', { name: `Go on with ${role}` }).click()
  await page.getByRole('heading', { name: /^Who is your/ }).waitFor()
}
