import { describe, expect, it } from 'vitest'
import { openPreview, scaleFor } from './preview.ts'

describe('the size of a preview', () => {
  it('is at least what is asked for, in eighths of the screen', () => {
    expect([1, 160, 161, 480, 481, 1280, 4000].map((widthPx) => scaleFor(widthPx, 1280))).toEqual([
      1, 1, 2, 3, 4, 8, 8,
    ])
  })
})

describe('a preview', () => {
  const open = () => {
    const scales: number[] = []
    let nowMs = 0
    const preview = openPreview({
      geometry: '1280x800',
      environment: {},
      now: () => nowMs,
      take: async (scale) => {
        scales.push(scale)
        if (scale === 8) throw new Error('No display.')
        return Buffer.from(`${scales.length}`)
      },
    })
    return { preview, scales, pass: (ms: number) => (nowMs += ms) }
  }

  it('is shared by those who ask in the same second', async () => {
    const { preview, scales, pass } = open()
    const [one, two] = await Promise.all([preview(480), preview(400)])
    expect([String(one), String(two)]).toEqual(['1', '1'])
    pass(999)
    await preview(480)
    pass(1)
    await preview(480)
    expect(scales).toEqual([3, 3])
  })

  it('of another size is another one', async () => {
    const { preview, scales } = open()
    await preview(480)
    await preview(960)
    expect(scales).toEqual([3, 6])
  })

  it('that failed is tried again by the next who asks', async () => {
    const { preview, scales } = open()
    await expect(preview(1280)).rejects.toThrow('No display.')
    await expect(preview(1280)).rejects.toThrow('No display.')
    expect(scales).toEqual([8, 8])
  })
})
