// The whole environment of a gateway. Nothing is inherited: no database, no key of the installation. Pure.
import type { DeskFolder } from './desk-folder.ts'
import { marker } from './find-launches.ts'
import { type Isolation, inside } from './sandbox.ts'

/** Paths as the gateway sees them. */
export interface DeskPlaces {
  node: string
  openclaw: string
  config: string
  home: string
  state: string
  workspace: string
  temporary: string
}

export function placesOf(
  isolation: Isolation,
  folder: DeskFolder,
  host: { node: string; openclaw: string },
): DeskPlaces {
  if (isolation === 'bubblewrap') return { ...inside, temporary: '/tmp' }
  const { config, home, state, workspace, temporary } = folder
  return { ...host, config, home, state, workspace, temporary }
}

export function deskEnvironment(places: DeskPlaces, own: Record<string, string>): Record<string, string> {
  const nodeDir = places.node.slice(0, places.node.lastIndexOf('/'))
  return {
    LANG: 'C.UTF-8',
    MALLOC_ARENA_MAX: '2',
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    DO_NOT_TRACK: '1',
    ...own,
    PATH: `${nodeDir}:/usr/local/bin:/usr/bin:/bin`,
    HOME: places.home,
    TMPDIR: places.temporary,
    OPENCLAW_HOME: places.home,
    OPENCLAW_STATE_DIR: places.state,
    OPENCLAW_CONFIG_PATH: places.config,
    OPENCLAW_CONFIG_READONLY: '1',
    OPENCLAW_NO_RESPAWN: '1',
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_SKIP_CHANNELS: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
  }
}

export interface LaunchMarks {
  installation: string
  deskId: string
  generation: number
  launchId: string
  configHash: string
  port: number
}

export function launchMarks(marks: LaunchMarks): Record<string, string> {
  return {
    [marker.installation]: marks.installation,
    [marker.desk]: marks.deskId,
    [marker.generation]: String(marks.generation),
    [marker.launch]: marks.launchId,
    [marker.config]: marks.configHash,
    [marker.port]: String(marks.port),
  }
}
