import {
  Calculator,
  CalendarCheck,
  ChartLine,
  CodeXml,
  FlaskConical,
  Handshake,
  LifeBuoy,
  type LucideIcon,
  Megaphone,
  PenLine,
  Telescope,
} from 'lucide-react'
import type { roles } from '#lib/role/roles.ts'

type RoleIconName = (typeof roles)[number]['icon']

const icons: Record<RoleIconName, LucideIcon> = {
  'calendar-check': CalendarCheck,
  telescope: Telescope,
  megaphone: Megaphone,
  'life-buoy': LifeBuoy,
  handshake: Handshake,
  calculator: Calculator,
  code: CodeXml,
  'flask-conical': FlaskConical,
  'pen-line': PenLine,
  'chart-line': ChartLine,
}

export function RoleIcon({ icon, className }: { icon: RoleIconName; className?: string }) {
  const Icon = icons[icon]
  return <Icon aria-hidden="true" size={20} strokeWidth={1.5} className={className} />
}
