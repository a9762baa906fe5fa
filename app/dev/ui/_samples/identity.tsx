import { Avatar } from '../../../_ui/avatar.tsx'
import { Lamp } from '../../../_ui/lamp.tsx'
import { Sample } from './sample.tsx'

const states = ['off', 'warming', 'lit', 'breathing', 'cool', 'red'] as const
const sizes = [16, 20, 32, 96] as const
const seeds = [
  'ada',
  'grace',
  'linus',
  'mary',
  'alan',
  'katherine',
  'edsger',
  'barbara',
  'ken',
  'radia',
  'tim',
  'hedy',
]

export function Identity() {
  return (
    <>
      <Sample title="Lamp">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section aria-label="Lamps" tabIndex={0} className="w-full overflow-x-auto">
          <table className="w-full text-center">
            <tbody>
              {sizes.map((size) => (
                <tr key={size}>
                  <th scope="row" className="figures text-muted text-sm">
                    {size}
                  </th>
                  {states.map((state) => (
                    <td key={state} className="p-2">
                      <Lamp state={state} size={size} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Sample>
      <Sample title="Portrait">
        {seeds.map((seed) => (
          <Avatar key={seed} seed={seed} name={seed} size={56} />
        ))}
        <Avatar seed="ada" name="ada" size={96} />
        <Avatar seed="ada" name="ada" size={32} />
        <Avatar seed="ada" name="ada" size={20} />
      </Sample>
      <Sample title="Type">
        <div className="flex flex-col gap-2">
          <p className="display text-2xl">Hire an employee</p>
          <p className="display text-xl">An office at dusk, 28</p>
          <p className="font-semibold text-lg">Interface 20, semibold</p>
          <p className="text-md">Interface 16</p>
          <p>Interface 14, the base of everything</p>
          <p className="text-muted text-sm">Tables and hints, 13</p>
          <p className="figures">$1.204 · 1 min 05 s · 8f3c-21aa</p>
        </div>
      </Sample>
    </>
  )
}
