'use client'
// What an employee's desktop shows now, small, on their card. It has its place before there is a picture.
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { formatElapsed } from '#app/_ui/format-elapsed.ts'
import { useNow } from '#app/_ui/use-now.ts'
import type { Employee } from '#lib/wire/employee.ts'
import { type DeskPicture as Picture, watchPicture } from './watch-picture.ts'

/** Up to here a picture is as fresh as they come. */
const freshMs = 20_000
const oldMs = 60_000

export function DeskPicture({ employee }: { employee: Employee }) {
  const { id, name, lifecycle } = employee
  const place = useRef<HTMLSpanElement>(null)
  const [pictures, setPictures] = useState<readonly Picture[]>([])
  const isReady = lifecycle === 'ready'
  useEffect(() => {
    if (!isReady || !place.current) return
    return watchPicture(id, place.current, (picture) =>
      setPictures((before) => (picture ? [...before.slice(-1), picture] : [])),
    )
  }, [id, isReady])
  const newest = pictures.at(-1)
  return (
    <Link
      href={`/employees/${id}/browser`}
      prefetch={false}
      aria-label={`${name}’s desktop`}
      className="relative z-10 -mx-5 -mt-5 mb-4 block aspect-16/10 overflow-hidden rounded-t-[11px] border-line border-b bg-sunken focus-visible:-outline-offset-2"
    >
      <span ref={place} className="absolute inset-0" />
      {pictures.map((picture) => (
        // biome-ignore lint/performance/noImgElement: a picture in this browser's memory, of no file
        <img
          key={picture.url}
          src={picture.url}
          alt=""
          className="absolute inset-0 size-full object-cover object-top transition-opacity duration-200 ease-out starting:opacity-0"
        />
      ))}
      {newest ? (
        <Age takenAtMs={newest.takenAtMs} />
      ) : (
        <span className="absolute inset-0 flex items-center justify-center p-4 text-center text-muted text-sm">
          {insteadOfPicture(employee)}
        </span>
      )}
    </Link>
  )
}

function Age({ takenAtMs }: { takenAtMs: number }) {
  const ageMs = useNow(5_000) - takenAtMs
  if (ageMs < freshMs) return null
  return (
    <span
      className={`absolute right-2 bottom-2 rounded-sm bg-paper px-1.5 text-muted text-xs ${ageMs > oldMs ? 'font-medium' : ''}`}
    >
      <span className="figures">{formatElapsed(ageMs)}</span> ago
    </span>
  )
}

function insteadOfPicture({ lifecycle }: Employee): string {
  switch (lifecycle) {
    case 'ready':
      return ''
    case 'starting':
      return 'The desktop is being set up.'
    case 'asleep':
    case 'paused':
    case 'needs_attention':
    case 'leaving':
      return 'The desk is off.'
  }
}
