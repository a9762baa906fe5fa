import { expect, it, vi } from 'vitest'
import { prepareImages } from './prepare-images.ts'

const unasked = new AbortController().signal

function lines() {
  const said: string[] = []
  return { said, say: (line: string) => void said.push(line) }
}

it('says nothing when the images are there', async () => {
  const { said, say } = lines()
  await prepareImages(async () => {}, say, unasked)
  expect(said).toEqual([])
})

it('says what it builds, that it still does, and how long it took', async () => {
  const { said, say } = lines()
  const { promise: built, resolve } = Promise.withResolvers<void>()
  const prepared = prepareImages(
    (onPhase, onStep) => {
      onPhase('building_desk_image')
      onStep('desk', '11/31')
      onStep('desk', '12/31')
      return built
    },
    say,
    unasked,
    5,
  )
  await vi.waitFor(() => expect(said).toContain('Still building after 0 s (desk: step 12/31).'))
  resolve()
  await prepared
  expect(said[0]).toMatch(/^Building the image of the desks/)
  expect(said.at(-1)).toMatch(/^The images are ready after \d+ s\.$/)
})

it('tells the failure of a build', async () => {
  const failing = () => Promise.reject(new Error('no space left'))
  await expect(prepareImages(failing, lines().say, unasked)).rejects.toThrow('no space left')
})

it('does not wait for a build when somebody presses Ctrl-C', async () => {
  const stop = new AbortController()
  const prepared = prepareImages(() => new Promise(() => {}), lines().say, stop.signal)
  stop.abort(new Error('stopped'))
  await expect(prepared).rejects.toThrow('stopped')
  await expect(prepareImages(async () => {}, lines().say, stop.signal)).rejects.toThrow('stopped')
})
