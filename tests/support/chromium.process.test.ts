import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { carriedChromium, findChromium } from './chromium.ts'

test.each([
  ['the browser that is found', findChromium],
  ['the browser that npm carries', carriedChromium],
])('%s shows a page', async (_, find) => {
  const { executablePath, args, env } = await find()
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } })
  try {
    const page = await browser.newPage()
    await page.setContent('<h1>Hello</h1>')
    expect(await page.textContent('h1')).toBe('Hello')
  } finally {
    await browser.close()
  }
})
