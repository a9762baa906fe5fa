// A picture of a desktop with a window on it, as red, green, blue and nothing for each dot.

type Colour = readonly [number, number, number]

interface Box {
  x: number
  y: number
  width: number
  height: number
  colour: Colour
}

const page: Colour = [251, 250, 247]
const ink: Colour = [60, 58, 54]
const soft: Colour = [214, 209, 198]

/** Wall, taskbar, a window with tabs, an address, a headline, lines of text and a button. */
const boxes: readonly Box[] = [
  { x: 0, y: 0, width: 1280, height: 28, colour: [38, 35, 31] },
  { x: 12, y: 8, width: 74, height: 12, colour: [232, 163, 61] },
  { x: 80, y: 64, width: 1120, height: 680, colour: soft },
  { x: 80, y: 64, width: 240, height: 36, colour: page },
  { x: 80, y: 100, width: 1120, height: 644, colour: page },
  { x: 96, y: 108, width: 1088, height: 28, colour: [236, 232, 223] },
  { x: 108, y: 118, width: 220, height: 8, colour: ink },
  { x: 140, y: 190, width: 520, height: 30, colour: ink },
  ...[0, 1, 2, 3, 4, 5].map((line) => ({
    x: 140,
    y: 250 + line * 26,
    width: line % 3 === 2 ? 430 : 640,
    height: 10,
    colour: soft,
  })),
  { x: 140, y: 440, width: 420, height: 44, colour: [255, 255, 255] },
  { x: 140, y: 508, width: 150, height: 44, colour: [232, 163, 61] },
  { x: 840, y: 190, width: 300, height: 220, colour: [200, 214, 206] },
]

export function paintDesktop(width: number, height: number): Buffer {
  const picture = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      picture.set(
        [52 + Math.floor(y / 16), 66 + Math.floor(y / 20), 78 + Math.floor(x / 40), 0],
        (y * width + x) * 4,
      )
    }
  }
  for (const box of boxes) fill(picture, width, box)
  return picture
}

function fill(picture: Buffer, width: number, { colour, ...box }: Box): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) picture.set(colour, (y * width + x) * 4)
  }
}
