// Desks at which nobody sits yet, and those who move in there.
import { describe, expect, it } from 'vitest'
import { plan, type Scene, say } from './fleet-in-words.ts'

function check(lines: [title: string, scene: Scene, steps: string][]): void {
  it.each(lines)('%s', (_, scene, steps) => expect(say(plan(scene))).toBe(steps))
}

describe('a warm desk', () => {
  check([
    ['is made and started like any other', { wanted: ['w warm'] }, 'make w'],
    [
      'does its first turn before anybody waits for one',
      { wanted: ['w warm'], present: ['w ready'], written: ['w starting'] },
      'warm_up w',
    ],
    [
      'waits then',
      { wanted: ['w warm'], present: ['w ready 9s ago'], written: ['w ready 5s ago'] },
      'w is ready',
    ],
    [
      'warms up again when its gateway was started anew in the meantime',
      { wanted: ['w warm'], present: ['w ready 2s ago'], written: ['w ready 5s ago'] },
      'warm_up w',
    ],
    [
      'with other files has them written, however far it is',
      { wanted: ['w warm files2'], present: ['w ready'], written: ['w starting'] },
      'refresh w',
    ],
    [
      'with an outdated configuration is not given to anybody',
      { wanted: ['w warm config2'], present: ['w ready'], written: ['w ready'] },
      'w waits (outdated)',
    ],
    [
      'is thrown away without an archive',
      { wanted: ['w warm absent'], written: ['w stopping'] },
      'destroy_home w',
    ],
    [
      'is no mass removal',
      { wanted: ['u', 'v', 'w', 'x'].map((name) => `${name} warm absent`), present: ['u ready', 'v ready'] },
      'stop u (leaving), stop v (leaving), destroy_home w, destroy_home x',
    ],
  ])
})

describe('somebody who moves in', () => {
  const wanted = ['ada running files2']
  check([
    [
      'is ready only with their files written',
      { wanted, present: ['ada ready'], written: ['ada starting moving_in'] },
      'move_in ada',
    ],
    [
      'and then at once',
      { wanted, present: ['ada ready files2'], written: ['ada starting moving_in'] },
      'ada is ready',
    ],
    [
      'at a gateway that crashed waits for it',
      { wanted, present: ['ada exited 1s ago'], written: ['ada starting moving_in 3s ago'] },
      'note_failure ada (vanished)',
    ],
    [
      'at an outdated desk has it started again',
      { wanted: ['ada running files2 config2'], present: ['ada ready'], written: ['ada starting moving_in'] },
      'stop ada (new_config)',
    ],
    [
      'is not at work before that when they were changed while their desk started',
      { wanted, present: ['ada ready'], written: ['ada starting waiting_for_ready'] },
      'move_in ada',
    ],
  ])
})
