'use client'
// Lights the lamps near the pointer and puts them out again behind it. Touch toggles the nearest one. Still with reduced motion.
import { type PointerEvent, type ReactNode, useRef } from 'react'

const reachPx = 120

export function OfficePointer({ children }: { children: ReactNode }) {
  const frame = useRef(0)
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType === 'touch' || isStill()) return
    const { clientX, clientY, currentTarget } = event
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => lightNear(currentTarget, clientX, clientY))
  }
  const tap = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType !== 'touch') return
    const desk = event.target instanceof Element ? event.target.closest('[data-desk]') : null
    desk?.setAttribute('data-lit', String(desk.getAttribute('data-lit') !== 'true'))
  }
  return (
    <div onPointerMove={move} onPointerUp={tap} className="overflow-hidden rounded-card">
      {children}
    </div>
  )
}

function isStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}

function lightNear(office: Element, x: number, y: number): void {
  for (const desk of office.querySelectorAll('[data-desk]')) {
    desk.setAttribute('data-lit', String(desk.hasAttribute('data-awake') || isNear(desk, x, y)))
  }
}

function isNear(desk: Element, x: number, y: number): boolean {
  const box = desk.getBoundingClientRect()
  return Math.hypot(x - (box.left + box.width / 2), y - (box.top + box.height / 2)) < reachPx
}
