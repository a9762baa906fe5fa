import { Counter, Gauge, type Registry } from 'prom-client'
import type { RefusalReason } from './answer.ts'

export interface EdgeMetrics {
  refused: (reason: RefusalReason) => void
  bytes: (direction: 'to_viewer' | 'to_desk', count: number) => void
  dropped: () => void
  closed: (code: number) => void
}

export function countEdge(registry: Registry, openSockets: () => number): EdgeMetrics {
  const registers = [registry]
  new Gauge({
    name: 'deskhand_desktop_sockets',
    help: 'Streams of desktops that are open',
    registers,
    collect() {
      this.set(openSockets())
    },
  })
  const bytes = new Counter({
    name: 'deskhand_desktop_bytes_total',
    help: 'Bytes of desktops carried, by direction',
    labelNames: ['direction'],
    registers,
  })
  const refusals = new Counter({
    name: 'deskhand_desktop_refusals_total',
    help: 'Requests for desktops that were refused, by reason',
    labelNames: ['reason'],
    registers,
  })
  const dropped = new Counter({
    name: 'deskhand_desktop_dropped_messages_total',
    help: 'Messages of viewers that did not reach the desktop',
    registers,
  })
  const closed = new Counter({
    name: 'deskhand_desktop_closed_total',
    help: 'Streams of desktops that the edge closed, by code',
    labelNames: ['code'],
    registers,
  })
  return {
    refused: (reason) => refusals.inc({ reason }),
    bytes: (direction, count) => bytes.inc({ direction }, count),
    dropped: () => dropped.inc(),
    closed: (code) => closed.inc({ code: String(code) }),
  }
}
