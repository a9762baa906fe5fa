// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { sent, shown } from '#tests/support/page.tsx'
import Markdown from './markdown.tsx'

const written = (text: string, isGrowing = false) => sent(<Markdown text={text} isGrowing={isGrowing} />)

describe('what an employee writes', () => {
  it('is shown as it is meant: paragraphs, lists, emphasis', () => {
    const { getAllByRole, root } = written('Two things:\n\n- **first** one\n- second `code`')
    expect(getAllByRole('listitem').map((item) => item.textContent?.trim())).toEqual([
      'first one',
      'second code',
    ])
    expect(root.querySelector('strong')?.textContent).toBe('first')
    expect(root.querySelector('li code')?.textContent).toBe('code')
  })

  it.each([
    ['# One', 3],
    ['## Two', 3],
    ['### Three', 4],
    ['#### Four', 4],
    ['##### Five', 5],
    ['###### Six', 6],
  ])('“%s” is a heading below those of the page', (text, level) => {
    expect(written(text).getByRole('heading', { level }).textContent).toBe(text.replace(/^#+ /, ''))
  })

  it('shows a table that can be scrolled with the keyboard', () => {
    const { getByRole, getAllByRole } = written('| Desk | Cost |\n|---|---|\n| Ada | $3 |')
    expect(getByRole('region', { name: 'Table' }).getAttribute('tabindex')).toBe('0')
    expect(getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual(['Desk', 'Cost'])
    expect(getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['Ada', '$3'])
  })

  it('reads out which tasks of a list are done', () => {
    const { getByRole } = written('- [x] Sent\n- [ ] Paid')
    expect(getByRole('checkbox', { name: 'done' }).hasAttribute('checked')).toBe(true)
    expect(getByRole('checkbox', { name: 'to do' }).hasAttribute('checked')).toBe(false)
  })

  it('lets each paragraph run in its own direction', () => {
    const { getByText } = written('مرحبا\n\nhello')
    expect(getByText('مرحبا').closest('[dir]')?.getAttribute('dir')).toBe('rtl')
    expect(getByText('hello').closest('[dir]')?.getAttribute('dir')).toBe('ltr')
  })
})

describe('what could do harm', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<svg><a href="javascript:alert(1)">x</a></svg>',
    '<details open ontoggle=alert(1)>x</details>',
    '<style>body{display:none}</style>',
    '<form action="https://evil.example"><input name="password"></form>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    'text <b onclick="alert(1)">bold</b>',
  ])('is text, not an element: %s', (html) => {
    const { root } = written(html)
    expect(
      root.querySelector('script, img, iframe, svg, style, form, input, base, meta, details, b'),
    ).toBeNull()
    for (const element of root.querySelectorAll('*')) {
      expect([...element.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([])
    }
  })

  it.each([
    '[press](javascript:alert(1))',
    '[press](JaVaScRiPt:alert(1))',
    '[press](data:text/html,<script>alert(1)</script>)',
    '[press](vbscript:x)',
    '[press](file:///etc/passwd)',
    '[press](/settings/members)',
    '[press](//evil.example)',
    '[press](settings)',
  ])('is no link: %s', (text) => {
    const { queryByRole, words } = written(text)
    expect(queryByRole('link')).toBeNull()
    expect(words).toContain('press')
  })

  it.each([
    ['https://example.com/a?b=c'],
    ['http://example.com'],
    ['mailto:ada@example.com'],
    ['tel:+4930123456'],
  ])('is a link that says where it leads and tells nobody where from: %s', (address) => {
    const link = written(`[press](${address})`).getByRole('link', { name: 'press' })
    expect(link.getAttribute('href')).toBe(address)
    expect(link.getAttribute('title')).toBe(address)
    expect(link.getAttribute('target')).toBe('_blank')
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  })

  it('loads no picture from elsewhere, but lets one open it', () => {
    const { root, getByRole } = written('![the chart](https://tracker.example/p.png?reader=maria)')
    expect(root.querySelector('img')).toBeNull()
    expect(getByRole('link', { name: 'Picture: the chart' }).getAttribute('href')).toBe(
      'https://tracker.example/p.png?reader=maria',
    )
  })

  it.each(['![x](data:image/svg+xml;base64,AAAA)', '![x](javascript:alert(1))', '![x](/portrait/x)'])(
    'neither loads nor links a picture like %s',
    (text) => {
      const { root, words } = written(text)
      expect(root.querySelector('img, a')).toBeNull()
      expect(words).toBe('Picture: x')
    },
  )

  it('names a picture without a name', () => {
    expect(
      written('![](https://example.com/p.png)').getByRole('link', { name: 'Picture: picture' }),
    ).toBeTruthy()
  })
})

describe('code', () => {
  const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\``

  it('stands in a block with its language and a button that copies it', () => {
    const { getByRole, root } = written(fence('python', 'print(1)'))
    expect(root.querySelector('figcaption')?.textContent).toContain('python')
    expect(root.querySelector('pre code')?.textContent).toBe('print(1)')
    expect(getByRole('button', { name: 'Copy the code' })).toBeTruthy()
    expect(root.querySelector('pre')?.getAttribute('tabindex')).toBe('0')
    expect(root.querySelector('figure')?.getAttribute('dir')).toBe('ltr')
  })

  it('is called text when nobody says what it is', () => {
    expect(written(fence('', 'a < b')).root.querySelector('figcaption span')?.textContent).toBe('text')
  })

  it('keeps every sign of it, HTML too', () => {
    const code = '<div class="x">\n  {{ y }} && \\n **not bold**\n</div>'
    const { root } = written(fence('html', code))
    expect(root.querySelector('pre code')?.textContent).toBe(code)
    expect(root.querySelector('pre div, pre strong')).toBeNull()
  })

  it('is shown whole, also when it is long', () => {
    const code = Array.from({ length: 3000 }, (_, line) => `const line${line} = ${line}`).join('\n')
    expect(written(fence('ts', code)).root.querySelector('pre code')?.textContent).toBe(code)
  })

  it('is a block from its first line on, before its end has come', () => {
    const { root } = written('Look:\n\n```js\nlet a = 1', true)
    expect(root.querySelector('pre code')?.textContent).toBe('let a = 1')
  })

  it('gets its colours once it is there, and keeps its words', async () => {
    const { root, findByText } = shown(<Markdown text={fence('js', 'const a = 1')} isGrowing={false} />)
    expect((await findByText('const', { selector: '.code-keyword' })).tagName).toBe('SPAN')
    expect(root.querySelector('pre code')?.textContent).toBe('const a = 1')
  })
})

describe('words that are still coming', () => {
  it.each([
    ['**half bo', 'half bo'],
    ['a `half co', 'a half co'],
    ['*half', 'half'],
  ])('“%s” shows no stray sign', (text, words) => {
    expect(written(text, true).words).toBe(words)
  })

  it('leave an odd sign alone when they are whole', () => {
    expect(written('2 ** 3 is 8').words).toBe('2 ** 3 is 8')
  })

  it('make no link before its address is whole', () => {
    const { queryByRole, words } = written('See [the page](https://exam', true)
    expect(queryByRole('link', { name: /exam/ })).toBeNull()
    expect(words).toContain('the page')
  })
})
