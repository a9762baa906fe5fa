// The images of desks before the first desk needs them, told to the person at the terminal while it takes its minutes.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { openImages } from '#orchestrator/runtime/docker/images.ts'
import type { Settings } from '../env.ts'

const tellEveryMs = 15_000

const words: Record<string, string> = {
  building_desk_image:
    'Building the image of the desks: Debian, a desktop, Chromium, OpenClaw. The first time this takes a few minutes.',
  building_gatehouse_image: 'Building the image of the gatehouse, through which desks reach the web.',
  fetching_desk_image: 'Looking for the image of the desks.',
  fetching_gatehouse_image: 'Looking for the image of the gatehouse.',
}

type Prepare = (
  onPhase: (phase: string) => void,
  onStep: (kind: string, step: string) => void,
) => Promise<void>

/** The same images that the orchestrator asks for later. */
export function imagesOf({ root, docker, machine }: Settings): Prepare {
  const { DESK_IMAGE: desk, GATEHOUSE_IMAGE: gatehouse, DESK_DESKTOP: desktop } = docker
  const proxies = Object.entries(machine).filter(([name]) => /^(https?|no)_proxy$/i.test(name))
  const images = openImages(openEngine(), {
    sourceDir: join(root, 'docker'),
    given: { ...(desk && { desk }), ...(gatehouse && { gatehouse }) },
    buildArgs: { ...(desktop && { DESKTOP: desktop }) },
    buildProxies: Object.fromEntries(proxies),
  })
  return images.prepare
}

/** Rejects at once when asked to give up: the engine ends a build whose client is gone. */
export async function prepareImages(
  prepare: Prepare,
  say: (line: string) => void,
  giveUp: AbortSignal,
  everyMs = tellEveryMs,
): Promise<void> {
  giveUp.throwIfAborted()
  const over = new AbortController()
  const startedAt = performance.now()
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`
  let isBuilding = false
  const steps = new Map<string, string>()
  const tell = async () => {
    for (;;) {
      await sleep(everyMs, undefined, { signal: over.signal })
      const far = [...steps].map(([kind, step]) => `${kind}: step ${step}`).join(', ')
      if (isBuilding) say(`Still building after ${seconds()}${far && ` (${far})`}.`)
    }
  }
  tell().catch(() => {})
  try {
    const onPhase = (phase: string) => {
      isBuilding ||= phase.startsWith('building')
      say(words[phase] ?? `${phase.replaceAll('_', ' ')}.`)
    }
    const prepared = prepare(onPhase, (kind, step) => steps.set(kind, step))
    await Promise.race([prepared, aborted(giveUp, over.signal)])
    if (isBuilding) say(`The images are ready after ${seconds()}.`)
  } finally {
    over.abort()
  }
}

function aborted(giveUp: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    giveUp.addEventListener('abort', () => reject(giveUp.reason), { signal: over }),
  )
}
