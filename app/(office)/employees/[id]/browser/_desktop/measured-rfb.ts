// noVNC's core, which also measures: a fence goes to the desktop itself and comes back when all before it is done. The core
// answers fences and takes the answer to one of ours for an error, so that answers are taken out before it sees them.
import Rfb from '@novnc/novnc'

const fence = 248
const headerBytes = 8
const isRequest = 0x80

export class MeasuredRfb extends Rfb {
  onFence: (number: number) => void = () => undefined
  readonly #channel: WebSocket

  constructor(target: HTMLElement, channel: WebSocket) {
    super(target, channel, { shared: true })
    this.#channel = channel
  }

  /** Sends a fence that comes back with its number (0 to 255); false when the desktop knows no fences. */
  sendFence(number: number): boolean {
    if (!this._supportsFence || this.#channel.readyState !== WebSocket.OPEN) return false
    this.#channel.send(new Uint8Array([fence, 0, 0, 0, isRequest, 0, 0, 0, 1, number]))
    return true
  }

  protected override _handleServerFenceMsg(): boolean {
    // The type of the message is read already: whoever waits for more steps back over it.
    if (this._sock.rQwait('fence', headerBytes, 1)) return false
    const header = this._sock.rQpeekBytes(headerBytes)
    if ((header[3] ?? 0) & isRequest) return super._handleServerFenceMsg()
    const length = header[7] ?? 0
    if (this._sock.rQwait('fence', headerBytes + length, 1)) return false
    const whole = this._sock.rQpeekBytes(headerBytes + length)
    this._sock.rQskipBytes(headerBytes + length)
    this.onFence(whole[headerBytes] ?? 0)
    return true
  }
}
