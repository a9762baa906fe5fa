// What viewers of a desktop send, as bytes.

const text = (words: string) => Buffer.from(words, 'latin1')

function message(type: number, length: number, fill: (bytes: Buffer) => void = () => undefined): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt8(type, 0)
  fill(bytes)
  return bytes
}

export const rfb = {
  version: text('RFB 003.008\n'),
  securityNone: Buffer.from([1]),
  init: (isShared = true) => Buffer.from([isShared ? 1 : 0]),
  pixelFormat: () => message(0, 20, (bytes) => bytes.writeUInt8(32, 4)),
  encodings: (encodings: number[]) =>
    message(2, 4 + 4 * encodings.length, (bytes) => {
      bytes.writeUInt16BE(encodings.length, 2)
      for (const [place, encoding] of encodings.entries()) bytes.writeInt32BE(encoding, 4 + 4 * place)
    }),
  updateRequest: (isIncremental = true) =>
    message(3, 10, (bytes) => {
      bytes.writeUInt8(isIncremental ? 1 : 0, 1)
      bytes.writeUInt16BE(1280, 6)
      bytes.writeUInt16BE(800, 8)
    }),
  key: (keysym: number, isDown = true) =>
    message(4, 8, (bytes) => {
      bytes.writeUInt8(isDown ? 1 : 0, 1)
      bytes.writeUInt32BE(keysym, 4)
    }),
  pointer: (x: number, y: number, buttons = 0) =>
    message(5, 6, (bytes) => {
      bytes.writeUInt8(buttons, 1)
      bytes.writeUInt16BE(x, 2)
      bytes.writeUInt16BE(y, 4)
    }),
  cutText: (words: string) =>
    Buffer.concat([message(6, 8, (bytes) => bytes.writeUInt32BE(words.length, 4)), text(words)]),
  /** Of the extended clipboard: the action's bit, then whatever belongs to it. */
  clipboard: (action: 'caps' | 'request' | 'peek' | 'notify' | 'provide', content = Buffer.alloc(0)) =>
    Buffer.concat([
      message(6, 12, (bytes) => {
        bytes.writeInt32BE(-(4 + content.length), 4)
        bytes.writeInt32BE((1 << clipboardBits[action]) | 1, 8)
      }),
      content,
    ]),
  continuousUpdates: () => message(150, 10, (bytes) => bytes.writeUInt8(1, 1)),
  fence: (payload: string) =>
    Buffer.concat([message(248, 9, (bytes) => bytes.writeUInt8(payload.length, 8)), text(payload)]),
  xvp: (code: number) =>
    message(250, 4, (bytes) => {
      bytes.writeUInt8(1, 2)
      bytes.writeUInt8(code, 3)
    }),
  desktopSize: (screens: number) => message(251, 8 + 16 * screens, (bytes) => bytes.writeUInt8(screens, 6)),
  extendedKey: (keysym: number, isDown = true) =>
    message(255, 12, (bytes) => {
      bytes.writeUInt16BE(isDown ? 1 : 0, 2)
      bytes.writeUInt32BE(keysym, 4)
      bytes.writeUInt32BE(keysym, 8)
    }),
  audio: (operation: 0 | 1 | 2) =>
    message(255, operation === 2 ? 10 : 4, (bytes) => {
      bytes.writeUInt8(1, 1)
      bytes.writeUInt16BE(operation, 2)
    }),
}

const clipboardBits = { caps: 24, request: 25, peek: 26, notify: 27, provide: 28 }

export const handshake = Buffer.concat([rfb.version, rfb.securityNone, rfb.init()])
