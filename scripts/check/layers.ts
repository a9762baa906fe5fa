// Who may import whom (ARCHITECTURE.md), and that no imports go in a circle.
import { importCycles } from './import-cycles.ts'
import { type Import, importGraph } from './import-graph.ts'
import type { Part } from './part.ts'
import { isTest } from './source-files.ts'

interface Law {
  says: string
  isBrokenBy: (dependency: Import) => boolean
}

const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))

/** Tests, benches and scripts look at everything; so does the embedded stack, which starts everything. */
const mayImportAnything = (file: string) =>
  isTest(file) || within(file, 'tests', 'benches', 'scripts', 'local')

const isConfiguration = (file: string) => !file.includes('/')

/** Folder -> the folders it may import from, besides itself. */
const layers: Record<string, string[]> = {
  app: ['lib'],
  orchestrator: ['lib'],
  cli: ['lib/wire'],
  worker: ['lib/wire'],
  lib: ['worker-templates'],
  'worker-templates': [],
  docker: [],
}

function crossesLayers({ from, to }: Import) {
  const own = from.slice(0, from.indexOf('/'))
  const allowed = layers[own]
  if (allowed === undefined || mayImportAnything(from) || /^(npm|node):/.test(to)) return false
  return !within(to, own, ...allowed) && !/^package\.json$/.test(to)
}

const transports = ['npm:next', 'npm:react', 'npm:react-dom', 'npm:express']

const laws: Law[] = [
  { says: 'names a file that does not exist', isBrokenBy: ({ resolved }) => !resolved },
  {
    says: 'crosses the layers: app, orchestrator, cli, worker -> lib -> worker-templates',
    isBrokenBy: crossesLayers,
  },
  {
    says: 'leaves its top-level folder by a relative path; use #…',
    isBrokenBy: ({ from, to, specifier }) =>
      specifier.startsWith('..') &&
      !isConfiguration(from) &&
      from.split('/')[0] !== to.split('/')[0] &&
      to.includes('/'),
  },
  {
    says: 'brings a transport into lib, which knows of no process',
    isBrokenBy: ({ from, to }) => within(from, 'lib') && !isTest(from) && transports.includes(to),
  },
  {
    says: 'reaches into a desk runtime; only orchestrator/main.ts composes one, others speak to desk-runtime.ts',
    isBrokenBy: ({ from, to }) =>
      within(to, 'orchestrator/runtime') &&
      to !== 'orchestrator/runtime/desk-runtime.ts' &&
      !within(from, 'orchestrator/runtime') &&
      from !== 'orchestrator/main.ts' &&
      !mayImportAnything(from),
  },
  {
    says: 'imports a test from code',
    isBrokenBy: ({ from, to }) => isTest(to) && !mayImportAnything(from) && from !== 'vitest.config.ts',
  },
]

export const layersAndCycles: Part = {
  name: 'layers and cycles',
  run(root) {
    const graph = importGraph(root)
    const broken = graph.flatMap((dependency) =>
      laws
        .filter((law) => law.isBrokenBy(dependency))
        .map((law) => `${dependency.from} -> ${dependency.specifier}: ${law.says}`),
    )
    const circles = importCycles(graph).map((files) => `imports go in a circle: ${files.join(' -> ')}`)
    return { findings: [...broken, ...circles], note: `${graph.length} imports read` }
  },
}
