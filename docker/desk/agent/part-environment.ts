// The whole environment of each part. Nothing is inherited but what is named here. Pure.
import type { Places } from './places.ts'

const path = '/usr/local/bin:/usr/bin:/bin'
export const display = ':1'

export function commonEnvironment(places: Places, shared: Record<string, string>): Record<string, string> {
  return {
    LANG: 'C.UTF-8',
    ...shared,
    PATH: path,
    HOME: places.home,
    USER: 'desk',
    LOGNAME: 'desk',
    SHELL: '/bin/bash',
    TMPDIR: '/tmp',
    DISPLAY: display,
    XDG_RUNTIME_DIR: places.runtime,
    // There is no system's bus in a container; the session's answers in its place that nobody is there.
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${places.runtime}/bus`,
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${places.runtime}/bus`,
    BROWSER: 'chromium',
    NO_AT_BRIDGE: '1',
    GTK_A11Y: 'none',
  }
}

/** What comes with the handover is the employee's; where both say something, the desk's word stands. */
export function gatewayEnvironment(
  places: Places,
  shared: Record<string, string>,
  given: Record<string, string>,
): Record<string, string> {
  return {
    MALLOC_ARENA_MAX: '2',
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    DO_NOT_TRACK: '1',
    ...given,
    ...commonEnvironment(places, shared),
    // OpenClaw as it was compiled when the image was built; it would look elsewhere otherwise.
    NODE_COMPILE_CACHE: `${places.openclaw}/compile-cache`,
    OPENCLAW_PACKAGED_COMPILE_CACHE_RESPAWNED: '1',
    OPENCLAW_HOME: places.home,
    OPENCLAW_STATE_DIR: places.state,
    OPENCLAW_CONFIG_PATH: places.gatewayConfig,
    OPENCLAW_CONFIG_READONLY: '1',
    OPENCLAW_NO_RESPAWN: '1',
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_SKIP_CHANNELS: '1',
    OPENCLAW_DISABLE_BONJOUR: '1',
    OPENCLAW_EXEC_SHELL_SNAPSHOT: '0',
  }
}
