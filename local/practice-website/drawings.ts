/** The pictures of the practice shop, drawn with lines so that they weigh nothing and need no licence. */
import { raw } from 'hono/html'
import type { Good } from './goods.ts'

const lines: Record<Good['drawing'], string> = {
  notebook:
    '<rect x="62" y="34" width="84" height="112" rx="8"/><path d="M78 34v112M96 62h34M96 76h34M96 90h22"/><path d="M132 146v14l6-6 6 6v-20" fill="currentColor"/>',
  pen: '<path d="M58 142l8-26 70-70a10 10 0 0 1 18 18l-70 70zM66 116l18 18M122 60l18 18"/><path d="M58 142l10-3-7-7z" fill="currentColor"/>',
  inkwell:
    '<path d="M70 78h60l14 22v40a10 10 0 0 1-10 10H66a10 10 0 0 1-10-10v-40z"/><path d="M82 78V58h36v20M78 58h44"/><path d="M56 112h88v28a10 10 0 0 1-10 10H66a10 10 0 0 1-10-10z" fill="currentColor" opacity=".35"/>',
  envelope:
    '<rect x="46" y="58" width="108" height="76" rx="6"/><path d="M46 66l54 40 54-40M46 130l38-34M154 130l-38-34"/><circle cx="100" cy="104" r="9" fill="currentColor"/>',
  lamp: '<path d="M72 150h56M100 150v-34l-26-30 34-36"/><path d="M96 34l38 38-14 10-36-34z" fill="currentColor" opacity=".35"/><path d="M96 34l38 38-14 10-36-34zM132 88l14 18M146 78l18 8M114 96l2 20"/>',
  clip: '<path d="M84 128V64a18 18 0 0 1 36 0v72a28 28 0 0 1-56 0V80"/><path d="M128 150h24M128 136h24" opacity=".4"/>',
}

export function drawingOf({ drawing, tint, name }: Good) {
  return raw(
    `<svg viewBox="0 0 200 180" role="img" aria-label="${name}" style="color:${tint}"><rect width="200" height="180" rx="12" fill="currentColor" opacity=".1"/><g fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">${lines[drawing]}</g></svg>`,
  )
}
