import { describe, expect, it } from 'vitest'
import { plan, type Scene, say } from './fleet-in-words.ts'

function check(lines: [title: string, scene: Scene, steps: string][]): void {
  it.each(lines)('%s', (_, scene, steps) => expect(say(plan(scene))).toBe(steps))
}

describe('a backup', () => {
  const wanted = ['ada running back_up']
  check([
    ['stops the desk first', { wanted, present: ['ada ready'] }, 'stop ada (home_errand)'],
    ['waits for an answer', { wanted: ['ada running back_up busy'], present: ['ada ready'] }, 'ada is ready'],
    ['is made while nobody works', { wanted, present: ['ada made'] }, 'back_up ada'],
    [
      'is made of a desk that sleeps',
      { wanted: ['ada asleep back_up'], present: ['ada made'] },
      'back_up ada',
    ],
    ['is made of a paused desk', { wanted: ['ada stopped back_up'] }, 'back_up ada'],
    [
      'is made of a desk that crashed',
      { wanted, present: ['ada exited'], written: ['ada ready'] },
      'back_up ada',
    ],
    ['is made of a desk that is given up', { wanted, written: ['ada failed'] }, 'back_up ada'],
    ['is made before another attempt', { wanted, written: ['ada starting crashes 2 next 5'] }, 'back_up ada'],
    ['is none of a desk that goes', { wanted: ['ada absent back_up'] }, 'archive_home ada'],
    [
      'is followed by a start',
      { wanted: ['ada running'], present: ['ada made'], written: ['ada stopping making_backup'] },
      'start ada',
    ],
  ])
})

describe('a restore', () => {
  check([
    [
      'stops the desk first',
      { wanted: ['ada running restore_home'], present: ['ada starting'] },
      'stop ada (home_errand)',
    ],
    ['comes before the desk is made', { wanted: ['ada running restore_home needed'] }, 'restore_home ada'],
    [
      'waits for its file, and nothing is started without it',
      { wanted: ['ada running restore_home needed elsewhere'] },
      'ada waits (waiting_for_archive)',
    ],
    [
      'that failed is tried again later',
      { wanted: ['ada running restore_home needed'], written: ['ada starting crashes 2 next 5'] },
      'ada waits (waiting_to_retry)',
    ],
    [
      'that failed too often is given up, and still nothing is started',
      { wanted: ['ada running restore_home needed'], written: ['ada failed given_up'] },
      'ada is failed',
    ],
    [
      'that was given up is tried again when a person says so',
      { wanted: ['ada running restore_home needed nudged'], written: ['ada failed given_up'] },
      'forgive ada',
    ],
  ])
})

describe('a move', () => {
  check([
    [
      'stops the desk first',
      { wanted: ['ada running move_home'], present: ['ada ready'] },
      'stop ada (home_errand)',
    ],
    [
      'takes the home while nobody works',
      { wanted: ['ada running move_home'], present: ['ada made'] },
      'move_home ada',
    ],
    ['of a sleeping desk lets it sleep', { wanted: ['ada asleep move_home'] }, 'move_home ada'],
  ])
})

describe('a release on trial', () => {
  const present = ['ada exited 3s ago']
  const late = ['ada starting 121s ago']
  check([
    [
      'is begun only when no answer is being written',
      { wanted: ['ada running trial config2 busy'], present: ['ada ready'] },
      'ada is ready',
    ],
    [
      'is begun by a restart',
      { wanted: ['ada running trial config2'], present: ['ada ready'] },
      'stop ada (new_config)',
    ],
    [
      'that crashes once is given another start',
      { wanted: ['ada running trial'], present, written: ['ada ready'] },
      'note_failure ada (vanished)',
    ],
    [
      'that crashes for the third time is refused',
      { wanted: ['ada running trial'], present, written: ['ada ready crashes 60,30'] },
      'refuse_release ada (next)',
    ],
    [
      'does not count what was long ago',
      { wanted: ['ada running trial'], present, written: ['ada ready crashes 900,800'] },
      'note_failure ada (vanished)',
    ],
    [
      'that is not ready in time is refused at once',
      { wanted: ['ada running trial'], present: late },
      'refuse_release ada (next)',
    ],
    [
      'and what is proven is not',
      { wanted: ['ada running'], present: late },
      'note_failure ada (not_ready_in_time)',
    ],
    [
      'that was refused is news no more',
      { wanted: ['ada running config2'], present, written: ['ada starting undoing_upgrade crashes 1'] },
      'make ada',
    ],
  ])
})
