// What tests over Docker need before their first file: an engine that answers, the images of desks, and a database.
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { askEngine } from '#local/docker/ask-engine.ts'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import { openImages } from '#orchestrator/runtime/docker/images.ts'
import setUpDatabase from './db-setup.ts'

const sourceDir = join(import.meta.dirname, '../../docker')

declare global {
  var deskhandTestImages: Promise<void> | undefined
}

export default async function setup(project: TestProject) {
  const engine = await askEngine()
  if (!engine.answers) throw new Error(`These tests need a Docker engine; none answers: ${engine.why}`)
  // Several kinds of tests in one run share them.
  globalThis.deskhandTestImages ??= buildImages()
  await globalThis.deskhandTestImages
  return setUpDatabase(project)
}

/** The same ones that the product builds: what is here already stays as it is. */
async function buildImages(): Promise<void> {
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
