/** What the practice shop sells, and what lies in its warehouse. */
export type Good = {
  slug: string
  name: string
  line: string
  about: string
  priceCents: number
  colours: string[]
  /** Which of the drawings, and in which tint. */
  drawing: 'notebook' | 'pen' | 'inkwell' | 'envelope' | 'lamp' | 'clip'
  tint: string
  shelf: string
  inStock: number
}

export const goods: Good[] = [
  {
    slug: 'harbour-notebook',
    name: 'Harbour notebook',
    line: 'Sewn, 160 pages, lies flat',
    about:
      'A notebook for people who finish notebooks. The thread is waxed, the corners are round, and the last eight pages tear out along a line that you can feel.',
    priceCents: 1800,
    colours: ['Sea green', 'Brick', 'Chalk'],
    drawing: 'notebook',
    tint: '#2F6F6A',
    shelf: 'A-01',
    inStock: 214,
  },
  {
    slug: 'lighthouse-pen',
    name: 'Lighthouse pen',
    line: 'Brass, fine nib, refillable',
    about:
      'Turned from one rod of brass. It is heavy for a day and right for a decade. The nib comes in fine only, because the shop has opinions.',
    priceCents: 4200,
    colours: ['Brass', 'Black'],
    drawing: 'pen',
    tint: '#B9852B',
    shelf: 'A-07',
    inStock: 38,
  },
  {
    slug: 'tide-ink',
    name: 'Tide ink',
    line: '50 ml, dries in nine seconds',
    about:
      'Goes on dark and dries to the grey of a wet pier. Washes out of shirts, if you are quick, and never out of paper.',
    priceCents: 1400,
    colours: ['Pier grey', 'Deep water', 'Rust'],
    drawing: 'inkwell',
    tint: '#39506B',
    shelf: 'B-02',
    inStock: 120,
  },
  {
    slug: 'letter-set',
    name: 'Letter set',
    line: '20 sheets, 20 envelopes',
    about:
      'Cotton paper with a deckled edge, and envelopes lined in the colour of the inside of a shell. Twenty letters: one a month, and some to spare.',
    priceCents: 2600,
    colours: ['Shell', 'Fog'],
    drawing: 'envelope',
    tint: '#B4645A',
    shelf: 'B-05',
    inStock: 76,
  },
  {
    slug: 'desk-lamp',
    name: 'Small desk lamp',
    line: 'Warm light, one switch',
    about: 'One lamp, one switch, one colour of light. It does not connect to anything.',
    priceCents: 8900,
    colours: ['Amber', 'White'],
    drawing: 'lamp',
    tint: '#D9922E',
    shelf: 'C-01',
    inStock: 9,
  },
  {
    slug: 'anchor-clips',
    name: 'Anchor clips',
    line: 'Box of 40, steel',
    about: 'They hold sixty sheets and do not mark the first one. Forty in a tin that outlives them.',
    priceCents: 700,
    colours: ['Steel'],
    drawing: 'clip',
    tint: '#6B7076',
    shelf: 'C-04',
    inStock: 530,
  },
]

export const price = (cents: number): string => `€ ${(cents / 100).toFixed(2)}`
