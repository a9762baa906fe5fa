import { Lamp } from '../../_ui/lamp.tsx'
import { Section } from './section.tsx'

const states = [
  { lamp: 'off', name: 'Asleep', text: 'Nobody needs it. A message wakes it.' },
  { lamp: 'warming', name: 'Starting', text: 'Waking up, with the seconds shown.' },
  { lamp: 'lit', name: 'Ready', text: 'At the desk, waiting for you.' },
  { lamp: 'breathing', name: 'Working', text: 'On it now. You can watch or stop it.' },
  { lamp: 'cool', name: 'Paused', text: 'You said stop. It stays stopped.' },
  { lamp: 'red', name: 'Needs attention', text: 'Says what is wrong and what to do.' },
] as const

export function LampLegend() {
  return (
    <Section
      id="lamp"
      title="The lamp tells the truth"
      text="One sign, everywhere. It shows what the desk really does, measured, never guessed. If the lamp is lit, somebody is there."
    >
      <ul className="grid grid-cols-2 gap-x-6 gap-y-8 sm:grid-cols-3 lg:grid-cols-6">
        {states.map(({ lamp, name, text }) => (
          <li key={name}>
            <Lamp state={lamp} size={32} label={null} />
            <p className="mt-2 font-medium">{name}</p>
            <p className="text-muted text-sm">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
