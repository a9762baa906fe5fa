// What tests over Docker need before their first file: an engine that answers, the images of desks, and a database.
import type { TestProject } from 'vitest/node'
import { askEngine } from '#local/docker/ask-engine.ts'
import { openEngine } from '#orchestrator/runtime/docker/engine.ts'
import setUpDatabase from './db-setup.ts'
import { buildDeskImages } from './desk-images.ts'
import { standInImage } from './stand-in-desks.ts'

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

/** Before any file, since two that build the same at once may end up with different ones. */
async function buildImages(): Promise<void> {
  await buildDeskImages()
  await standInImage(openEngine())
}
