import { expect, it } from 'vitest'
import { admitFiles } from './admit-files.ts'

const file = (name: string, type = 'text/plain', size = 10) => ({ name, type, size })
const none = { count: 0, sizeBytes: 0 }
const names = (files: readonly { name: string }[]) => files.map((one) => one.name)

it('lets pictures, PDF and text pass, also text whose type the browser does not know', () => {
  const files = [
    file('a.png', 'image/png'),
    file('b.pdf', 'application/pdf'),
    file('c.ts', 'video/mp2t'),
    file('d.yaml', ''),
  ]
  expect(admitFiles(files, none)).toEqual({ admitted: files, refused: [] })
})

it('says why a file stays behind', () => {
  const mb = 1024 * 1024
  const { admitted, refused } = admitFiles(
    [
      file('big.png', 'image/png', 4 * mb + 1),
      file('empty.txt', 'text/plain', 0),
      file('a.zip', 'application/zip'),
      file('just.png', 'image/png', 4 * mb),
    ],
    none,
  )
  expect(names(admitted)).toEqual(['just.png'])
  expect(refused).toEqual([
    'big.png is larger than 4 MB.',
    'empty.txt is empty.',
    'a.zip is not a text, image (PNG, JPEG, GIF, WebP) or PDF file.',
  ])
})

it('stops at five, those already chosen included', () => {
  const { admitted, refused } = admitFiles(
    [file('d'), file('e'), file('f')].map((one) => ({ ...one, name: `${one.name}.txt` })),
    { count: 3, sizeBytes: 30 },
  )
  expect(names(admitted)).toEqual(['d.txt', 'e.txt'])
  expect(refused).toEqual(['f.txt was left out: a message takes 5 files.'])
})

it('stops at what a desk takes at once', () => {
  const { admitted, refused } = admitFiles([file('a.txt', 'text/plain', 3_000_000)], {
    count: 4,
    sizeBytes: 15_000_001,
  })
  expect(admitted).toEqual([])
  expect(refused).toEqual(['a.txt was left out: a message takes 18 MB in all.'])
})
