// Starts the gatehouse in its container and ends it when the container is asked to end.
import { readSettings } from './env.ts'
import { openGatehouse } from './gatehouse.ts'
import { ordinaryLimits } from './house.ts'
import { openNetwork } from './network.ts'
import { isOutside } from './outside-address.ts'

const ports = { control: 7700, proxy: 3128, model: 3002, door: 7600 }

const log = (says: string) => console.log(JSON.stringify({ at: new Date().toISOString(), says }))

const gatehouse = await openGatehouse({
  ...readSettings(process.env),
  network: openNetwork(),
  isOutside,
  ports,
  limits: ordinaryLimits,
})
log(
  `open: control ${ports.control}, proxy ${ports.proxy}, model ${ports.model}; no desk is let through before the first snapshot`,
)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await gatehouse.close()
    log('closed')
  })
}
