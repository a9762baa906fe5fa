// One request for a piece of the screen, and how long its answer is: one rectangle, uncompressed.

export const wholeScreen = { width: 1280, height: 800 }
export const oneDot = { width: 1, height: 1 }

export type Piece = typeof wholeScreen

export function askFor({ width, height }: Piece): Buffer {
  const bytes = Buffer.alloc(10)
  bytes.writeUInt8(3, 0)
  bytes.writeUInt16BE(width, 6)
  bytes.writeUInt16BE(height, 8)
  return bytes
}

export const pieceAsked = (request: Buffer): Piece => ({
  width: request.readUInt16BE(6),
  height: request.readUInt16BE(8),
})

const headerBytes = 16

export const lengthOf = ({ width, height }: Piece) => headerBytes + width * height * 4

export function draw(piece: Piece): Buffer {
  const bytes = Buffer.alloc(lengthOf(piece), 0x5a)
  bytes.fill(0, 0, headerBytes)
  bytes.writeUInt16BE(1, 2)
  bytes.writeUInt16BE(piece.width, 8)
  bytes.writeUInt16BE(piece.height, 10)
  return bytes
}
