// The images that tests over Docker run: of desk and gatehouse, as the product builds them, and of workers outside.
import { join } from 'node:path'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { openImages } from '#orchestrator/runtime/docker/images.ts'
import { buildWorkerImage } from './worker-compose.ts'

const sourceDir = join(import.meta.dirname, '../../docker')

/** The same ones that the product builds: what is here already stays as it is. */
export async function buildDeskImages(): Promise<void> {
  const engine = openEngine()
  const { DESK_IMAGE: desk, GATEHOUSE_IMAGE: gatehouse } = process.env
  const given = { ...(desk && { desk }), ...(gatehouse && { gatehouse }) }
  const images = openImages(engine, { sourceDir, given, buildArgs: {} })
  const startedAt = performance.now()
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`
  await images.prepare((phase) => console.log(`${seconds()}: ${phase.replaceAll('_', ' ')}`))
  for (const kind of ['desk', 'gatehouse'] as const) {
    const id = images.own(kind)
    const megabytes = id ? (await engine.getImage(id).inspect()).Size / 1e6 : Number.NaN
    console.log(`${kind} image: ${megabytes.toFixed(0)} MB, ready after ${seconds()}`)
  }
}

/** Beside tests that need no engine: a build mostly waits for packages. Whoever needs an image builds what is missing then. */
export async function buildImagesBeforehand(): Promise<void> {
  try {
    await buildDeskImages()
    await buildWorkerImage()
  } catch (error) {
    console.log(`The images could not be built beforehand: ${error}`)
  }
}
