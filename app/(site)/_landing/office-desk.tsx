// One desk of the office. What all desks share is drawn once in OfficeSymbols; local coordinates put the table top at y = 0.
import { lampPaths } from '../../_ui/lamp-drawing.tsx'

type DeskKind = 'screen' | 'laptop' | 'books' | 'plant'
export type OfficeDeskProps = {
  x: number
  y: number
  scale: number
  name: string
  kind: DeskKind
  lit: boolean
}

export function OfficeDesk({ x, y, scale, name, kind, lit }: OfficeDeskProps) {
  return (
    <g
      data-desk={name}
      data-lit={lit}
      data-awake={lit ? '' : undefined}
      transform={`translate(${x} ${y}) scale(${scale})`}
    >
      <use href="#desk" />
      <use href={`#${kind}`} />
      <use href="#lamp-off" className="unlit" />
      <g className="lit">
        <use href="#light" />
        <use href={`#${kind}-light`} />
      </g>
      <text x="100" y="34" textAnchor="middle" fill="#cdbfae" className="font-medium text-sm">
        {name}
      </text>
    </g>
  )
}

const lampPlace = 'translate(6 -77) scale(2.62)'
const screenLines = 'M110 -54h34M110 -45h56M110 -36h44M110 -27h28'
const laptopLines = 'M130 -32h30M129 -24h36'

export function OfficeSymbols() {
  return (
    <defs>
      <radialGradient id="glow">
        <stop offset="0" stopColor="#f0b458" stopOpacity="0.34" />
        <stop offset="1" stopColor="#f0b458" stopOpacity="0" />
      </radialGradient>
      <g id="desk">
        <path d="M14 10v66M186 10v66" stroke="#2c231d" strokeWidth="7" />
        <path d="M10 10h180v38H10z" fill="#3a2e26" />
        <path d="M0 0h200v10H0z" fill="#5d4737" />
      </g>
      <LampLines id="lamp-off" stroke="#7d7065" fill="#4a4039" />
      <g id="light">
        <ellipse cx="92" cy="-26" rx="128" ry="104" fill="url(#glow)" />
        <path d="M48 0h110l14 10H54z" fill="#e8a33d" fillOpacity="0.75" />
        <g transform={lampPlace}>
          <path d={lampPaths.beam} fill="#f0b458" fillOpacity="0.62" />
          <path d={lampPaths.bulb} fill="#ffd993" />
        </g>
        <LampLines stroke="#f2efe8" fill="#f2efe8" />
      </g>
      <g id="screen">
        <path d="M143 0v-12M128 -1h30" stroke="#15120f" strokeWidth="6" />
        <rect x="100" y="-66" width="86" height="54" rx="4" fill="#15120f" />
        <path d={screenLines} stroke="#5c5148" strokeWidth="3" />
      </g>
      <path id="screen-light" d={screenLines} stroke="#e9c48a" strokeWidth="3" />
      <g id="laptop">
        <path d="M112 -4h64l8 4h-80z" fill="#8b8075" />
        <path d="M116 -4l6-40h54l0 40z" fill="#15120f" />
        <path d={laptopLines} stroke="#5c5148" strokeWidth="3" />
      </g>
      <path id="laptop-light" d={laptopLines} stroke="#e9c48a" strokeWidth="3" />
      <g id="books">
        <path d="M108 -8h62v8h-62z" fill="#7a4f3f" />
        <path d="M114 -16h52v8h-52z" fill="#4f5d63" />
        <path d="M110 -24h56v8h-56z" fill="#8a7245" />
        <path d="M128 -40h16v16h-16zM144 -36q7 0 7 5t-7 4" fill="#b9aa99" />
      </g>
      <g id="plant">
        <path d="M132 -22h36l-5 22h-26z" fill="#8a5340" />
        <path
          d="M150 -22c-2-22-22-30-30-28 2 14 12 24 28 28zM150 -22c0-26 4-44 14-50 8 14 2 40-12 50zM151 -22c4-18 20-26 32-22-4 12-14 22-30 24z"
          fill="#4f6650"
        />
      </g>
    </defs>
  )
}

function LampLines({ id, stroke, fill }: { id?: string; stroke: string; fill: string }) {
  return (
    <g
      id={id}
      transform={lampPlace}
      fill="none"
      stroke={stroke}
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={lampPaths.arm} />
      <path d={lampPaths.base} strokeWidth="2.4" />
      <path d={lampPaths.head} fill={fill} />
    </g>
  )
}
