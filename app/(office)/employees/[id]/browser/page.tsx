import type { Metadata } from 'next'
import { readDesk } from '../read-desk.ts'
import { BrowserTab } from './browser-tab.tsx'

type BrowserPageProps = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: BrowserPageProps): Promise<Metadata> {
  const { employee } = await readDesk((await params).id, 'browser')
  return { title: `${employee.name}, browser` }
}

export default async function BrowserPage({ params }: BrowserPageProps) {
  const { employee } = await readDesk((await params).id, 'browser')
  return <BrowserTab key={employee.id} initial={employee} />
}
