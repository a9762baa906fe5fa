// Which OpenClaw this version's desks run: said in every packed home.
import pinned from '../../docker/desk/openclaw/package.json' with { type: 'json' }

export const openclawVersion: string = pinned.dependencies.openclaw
