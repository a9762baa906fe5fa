import { roles } from '#lib/role/roles.ts'

import { RoleIcon } from './role-icon.tsx'
import { Section } from './section.tsx'

type Role = (typeof roles)[number]

export function Roles() {
  const half = Math.ceil(roles.length / 2)
  return (
    <Section
      id="roles"
      title="Who is looking for a desk"
      text={`${roles.length} roles, each with working rules and skills written for it. Open one to hear how it talks.`}
    >
      <div className="grid items-start gap-x-16 md:grid-cols-2">
        <div className="border-line border-t">{roles.slice(0, half).map(roleRow)}</div>
        <div className="border-line md:border-t">{roles.slice(half).map(roleRow)}</div>
      </div>
    </Section>
  )
}

function roleRow(role: Role) {
  return <RoleRow key={role.key} role={role} />
}

function RoleRow({ role }: { role: Role }) {
  return (
    <details className="border-line border-b">
      <summary className="disclosure py-5">
        <RoleIcon icon={role.icon} className="mt-0.5 shrink-0 text-lamp-text" />
        <span className="min-w-0 flex-1">
          <span className="block font-semibold text-md">{role.name}</span>
          <span className="block text-md">{role.headline}</span>
          <span className="mt-1.5 block text-muted text-sm">
            {role.skills.map((skill) => skill.name).join(' · ')}
          </span>
        </span>
      </summary>
      <RoleDetails role={role} />
    </details>
  )
}

function RoleDetails({ role }: { role: Role }) {
  return (
    <div className="pb-6 sm:pl-9">
      <p className="text-muted">{role.summary}</p>
      <ul className="mt-3 list-disc space-y-1 pl-4 marker:text-lamp">
        {role.doesForYou.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="mt-5 flex flex-col gap-2.5">
        {role.exampleReply.map((line) => (
          <p
            key={line.text}
            className={
              line.from === 'member' ? 'max-w-[85%] self-end rounded-card bg-sunken px-3.5 py-2.5' : ''
            }
          >
            <span className="sr-only">{line.from === 'member' ? 'You: ' : `${role.name}: `}</span>
            {line.text}
          </p>
        ))}
      </div>
    </div>
  )
}
