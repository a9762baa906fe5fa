'use client'
// What waits for a person, known once for the top bar and the rail.
import { createContext, type ReactNode, useContext } from 'react'
import type { Notification } from '#lib/wire/notification.ts'
import { call } from '../_api/call.ts'
import { type Read, useRead } from '../_api/use-read.ts'

interface Needs {
  items: Notification[]
  nextCursor: string | null
}

const noNeeds: Needs = { items: [], nextCursor: null }

const NeedsContext = createContext<Read<Needs>>({ value: noNeeds, take: () => {}, refresh: () => {} })

export function NeedsProvider({ initial, children }: { initial: Needs; children: ReactNode }) {
  const needs = useRead(initial, fetchNeeds, ({ event }) => event === 'notification')
  return <NeedsContext value={needs}>{children}</NeedsContext>
}

export function useNeeds(): Read<Needs> {
  return useContext(NeedsContext)
}

const fetchNeeds = () => call<Needs>('/notifications?limit=50')
