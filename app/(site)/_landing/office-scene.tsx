// The office at dusk: windows with the last light, a row of desks, a lamp on each. A picture only; the pointer wakes its lamps.
import { OfficeDesk, type OfficeDeskProps, OfficeSymbols } from './office-desk.tsx'
import { OfficePointer } from './office-pointer.tsx'

const desks: OfficeDeskProps[] = [
  { x: 196, y: 282, scale: 0.72, name: 'Iris', kind: 'books', lit: false },
  { x: 500, y: 282, scale: 0.72, name: 'Noor', kind: 'laptop', lit: true },
  { x: 800, y: 282, scale: 0.72, name: 'Emil', kind: 'plant', lit: false },
  { x: 34, y: 372, scale: 1, name: 'Tomas', kind: 'screen', lit: true },
  { x: 322, y: 372, scale: 1, name: 'Ada', kind: 'screen', lit: true },
  { x: 610, y: 372, scale: 1, name: 'Jun', kind: 'plant', lit: false },
  { x: 886, y: 372, scale: 1, name: 'Vera', kind: 'laptop', lit: true },
]

const panes = [64, 416, 768]

export function OfficeScene() {
  return (
    <OfficePointer>
      <svg
        viewBox="0 0 1120 456"
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label="An office at dusk. Seven desks with a lamp on each; the lamps of those at work are lit."
        className="office block h-[300px] w-full sm:h-auto"
      >
        <OfficeSymbols />
        <path d="M0 0h1120v456H0z" fill="#2b2421" />
        {panes.map((x, index) => (
          <DuskWindow key={x} x={x} skyline={skylines[index] ?? ''} />
        ))}
        <path d="M0 318h1120v138H0z" fill="#211b18" />
        <path d="M0 312h1120v6H0z" fill="#3a302a" />
        {desks.map((desk) => (
          <OfficeDesk key={desk.name} {...desk} />
        ))}
      </svg>
    </OfficePointer>
  )
}

const skylines = [
  'M0 208v-44h34v-22h26v30h30v-58h12v-10h16v68h36v-34h44v20h28v-50h30v66h32v34z',
  'M0 208v-30h40v-40h36v24h20v-66h34v76h26v-44h18v-12h14v56h40v-22h32v30h28v28z',
  'M0 208v-52h30v26h28v-62h38v40h24v-16h40v34h26v-74h8v-14h8v88h34v-30h28v36h24v24z',
]

function DuskWindow({ x, skyline }: { x: number; skyline: string }) {
  return (
    <g transform={`translate(${x} 34)`}>
      <path d="M0 0h288v208H0z" fill="#3e4358" />
      <path d="M0 62h288v146H0z" fill="#5f5667" />
      <path d="M0 108h288v100H0z" fill="#8d6566" />
      <path d="M0 146h288v62H0z" fill="#c07f5b" />
      <path d="M0 176h288v32H0z" fill="#dfa15f" />
      <path d={skyline} fill="#2f2c38" />
      <path d="M144 0v208M0 84h288" stroke="#2b2421" strokeWidth="8" />
      <path d="M-10 212h308" stroke="#3f342d" strokeWidth="10" />
      <rect width="288" height="208" fill="none" stroke="#3f342d" strokeWidth="8" />
    </g>
  )
}
