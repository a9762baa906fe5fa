import { describe, expect, it } from 'vitest'
import { plan, type Scene, say } from './fleet-in-words.ts'

type Line = [title: string, scene: Scene, steps: string]

function check(lines: Line[]): void {
  it.each(lines)('%s', (_, scene, steps) => expect(say(plan(scene))).toBe(steps))
}

describe('a hire', () => {
  check([
    ['nothing wanted, nothing there', {}, ''],
    ['is made', { wanted: ['ada running'] }, 'make ada'],
    ['is started when made', { wanted: ['ada running'], present: ['ada made'] }, 'start ada'],
    ['half made is made again', { wanted: ['ada running'], present: ['ada made half'] }, 'make ada'],
    ['while it starts', { wanted: ['ada running'], present: ['ada starting'] }, 'ada is starting'],
    ['when it is ready', { wanted: ['ada running'], present: ['ada ready'] }, 'ada is ready'],
    [
      'does not disturb another',
      { wanted: ['ada running', 'bob running'], present: ['ada ready'] },
      'ada is ready, make bob',
    ],
  ])

  it('waits for a host that is not prepared, while desks that run go on', () => {
    const scene: Scene = { wanted: ['ada running', 'bob running'], present: ['bob ready'] }
    const fleet = { host: { is: 'preparing', phase: 'installing_openclaw' } } as const
    expect(say(plan({ ...scene, fleet }))).toBe('ada waits (installing_openclaw), bob is ready')
  })

  it('on a host that cannot run desks says so, and goes on when the host can', () => {
    const failure = { code: 'no_space', text: 'The disk is full.', action: 'Make room.' }
    const scene: Scene = { wanted: ['ada running'], written: ['ada failed host_unable'] }
    expect(say(plan({ ...scene, fleet: { host: { is: 'unable', failure } } }))).toBe('ada is failed')
    expect(say(plan(scene))).toBe('make ada')
  })
})

describe('a crash', () => {
  const wanted = ['ada running']
  const present = ['ada exited 3s ago']
  check([
    ['is counted', { wanted, present, written: ['ada ready'] }, 'note_failure ada (vanished)'],
    [
      'is counted once',
      { wanted, present, written: ['ada starting crashes 2 next 1'] },
      'ada waits (waiting_to_retry)',
    ],
    [
      'is followed by another start',
      { wanted, present, written: ['ada starting crashes 2 next 0'] },
      'start ada',
    ],
    [
      'during a start counts as well',
      { wanted, present, written: ['ada starting crashes 9'] },
      'note_failure ada (vanished)',
    ],
    [
      'nine within five minutes are not too many',
      { wanted, present, written: ['ada ready crashes 99,88,77,66,55,44,33,22'] },
      'note_failure ada (vanished)',
    ],
    [
      'ten within five minutes are',
      { wanted, present, written: ['ada ready crashes 99,88,77,66,55,44,33,22,11'] },
      'give_up ada (vanished)',
    ],
    [
      'old ones do not count',
      { wanted, present, written: ['ada ready crashes 999,888,777,666,555,444,333,322,311'] },
      'note_failure ada (vanished)',
    ],
    [
      'given up, nothing happens any more',
      { wanted, present, written: ['ada failed given_up'] },
      'ada is failed',
    ],
    [
      'given up, what still runs is ended',
      { wanted, present: ['ada ready'], written: ['ada failed given_up'] },
      'stop ada (failed)',
    ],
    [
      'is forgiven when a person tries again',
      { wanted: ['ada running nudged'], present, written: ['ada failed given_up'] },
      'forgive ada',
    ],
    ['forgiven is not counted again', { wanted, present, written: ['ada none trying_again'] }, 'start ada'],
    [
      'of a desk made anew is forgotten',
      { wanted: ['ada running gen2'], present, written: ['ada failed given_up'] },
      'remove ada',
    ],
    ['of a desk that was to stop is none', { wanted, present, written: ['ada stopping'] }, 'start ada'],
  ])
})

describe('a start that never becomes ready', () => {
  const wanted = ['ada running']
  const present = ['ada starting 121s ago']
  check([
    ['has two minutes', { wanted, present: ['ada starting 119s ago'] }, 'ada is starting'],
    ['then counts as failed', { wanted, present }, 'note_failure ada (not_ready_in_time)'],
    [
      'is given up the third time',
      { wanted, present, written: ['ada starting crashes 310,150'] },
      'give_up ada (not_ready_in_time)',
    ],
  ])
})

describe('a gateway that was ending when its orchestrator died', () => {
  const wanted = ['ada running']
  check([
    ['is ended', { wanted, present: ['ada ready stopping'] }, 'stop ada (half_ended)'],
    ['is ended, also silent', { wanted, present: ['ada starting stopping'] }, 'stop ada (half_ended)'],
    [
      'is ended for whatever it should end for now',
      { wanted: ['ada asleep'], present: ['ada ready stopping'] },
      'stop ada (asleep)',
    ],
    ['and has ended is started', { wanted, present: ['ada made'], written: ['ada stopping'] }, 'start ada'],
  ])
})

describe('a gateway that lost its memory', () => {
  const fleet = { lostMemoryAt: new Map([['ada', 0]]) }
  const wanted = ['ada running']
  const present = ['ada ready']
  const written = ['ada ready']
  const fiveInAnHour = 'ada ready crashes 3500,2500,1500,900,400'
  check([
    ['is ended, to be started again', { wanted, present, written, fleet }, 'note_failure ada (memory_lost)'],
    [
      'is so in the middle of an answer, too',
      { wanted: ['ada running busy'], present, written, fleet },
      'note_failure ada (memory_lost)',
    ],
    [
      'and is ended already is started after the back-off',
      { wanted, present: ['ada made'], written: ['ada starting crashes 1 next 1'], fleet },
      'ada waits (waiting_to_retry)',
    ],
    ['and is to sleep sleeps', { wanted: ['ada asleep'], present, written, fleet }, 'stop ada (asleep)'],
    [
      'is given up the sixth time within an hour',
      { wanted, present, written: [fiveInAnHour], fleet },
      'give_up ada (memory_lost)',
    ],
    [
      'is not given up for what is longer ago',
      { wanted, present, written: [fiveInAnHour.replace('3500', '3700')], fleet },
      'note_failure ada (memory_lost)',
    ],
    ['concerns no other desk', { wanted: ['bob running'], present: ['bob ready'], fleet }, 'bob is ready'],
  ])
})

describe('a change', () => {
  check([
    [
      'of the files is written under the running gateway',
      { wanted: ['ada running files2'], present: ['ada ready'], written: ['ada ready'] },
      'refresh ada',
    ],
    [
      'of the files waits for a gateway that starts',
      { wanted: ['ada running files2'], present: ['ada starting'] },
      'ada is starting',
    ],
    [
      'of the files is made before a start',
      { wanted: ['ada running files2'], present: ['ada made'] },
      'make ada',
    ],
    [
      'of the configuration stops',
      { wanted: ['ada running config2'], present: ['ada ready'] },
      'stop ada (new_config)',
    ],
    [
      'of the configuration, stopped, is made',
      { wanted: ['ada running config2'], present: ['ada made'] },
      'make ada',
    ],
    [
      'of the configuration lets an answer be finished',
      { wanted: ['ada running config2 busy'], present: ['ada ready'] },
      'ada is ready',
    ],
    [
      'of the generation stops',
      { wanted: ['ada running gen2 busy'], present: ['ada ready'] },
      'stop ada (new_generation)',
    ],
    [
      'of the generation, stopped, removes the desk and not the home',
      { wanted: ['ada running gen2'], present: ['ada made'] },
      'remove ada',
    ],
    [
      'of the generation, removed, makes it again',
      { wanted: ['ada running gen2'], written: ['ada stopping'] },
      'make ada',
    ],
  ])
})

describe('an employee whose desk cannot be made', () => {
  check([
    ['says so', { wanted: ['ada faulty'] }, 'ada is failed'],
    [
      'goes on while the gateway runs',
      { wanted: ['ada faulty config2 files2'], present: ['ada ready'] },
      'ada is ready',
    ],
    ['is made as soon as it can be', { wanted: ['ada'], written: ['ada failed cannot_be_made'] }, 'make ada'],
  ])
})

describe('rest', () => {
  check([
    ['stops a pause', { wanted: ['ada stopped'], present: ['ada ready'] }, 'stop ada (paused)'],
    ['stops a start', { wanted: ['ada asleep'], present: ['ada starting'] }, 'stop ada (asleep)'],
    ['stays', { wanted: ['ada asleep'], present: ['ada made'] }, 'ada is stopped'],
    ['needs no desk', { wanted: ['ada stopped'] }, 'ada is stopped'],
    [
      'clears what failed',
      { wanted: ['ada stopped'], present: ['ada exited'], written: ['ada failed given_up'] },
      'ada is stopped',
    ],
  ])
})

describe('leaving', () => {
  const wanted = ['ada absent']
  check([
    ['stops first', { wanted, present: ['ada ready'] }, 'stop ada (leaving)'],
    ['then removes the desk', { wanted, present: ['ada made'] }, 'remove ada'],
    ['then archives the home', { wanted, written: ['ada stopping removing_desk'] }, 'archive_home ada'],
    [
      'archives again when nobody knows whether it was done',
      { wanted, written: ['ada stopping archiving_home'] },
      'archive_home ada',
    ],
    ['then destroys the home', { wanted, written: ['ada stopping home_archived'] }, 'destroy_home ada'],
    ['then is gone', { wanted, written: ['ada gone'] }, 'ada is gone'],
    [
      'tries again after a pause when a step failed',
      { wanted, written: ['ada stopping waiting_to_retry next 4'] },
      'ada waits (waiting_to_retry)',
    ],
  ])
})

describe('a desk without a row here', () => {
  check([
    ['is stopped', { present: ['eve ready'] }, 'quarantine eve'],
    ['is left alone when it does not run', { present: ['eve made'] }, ''],
  ])
})

describe('a plan that takes away more than half', () => {
  const four = ['ada', 'bob', 'cyd', 'dan']
  const ready = four.map((name) => `${name} ready`)
  const absent = four.map((name) => `${name} absent 60s ago`)
  check([
    [
      'of many is refused',
      { wanted: absent, present: ready },
      'hold_back ada, hold_back bob, hold_back cyd, hold_back dan',
    ],
    [
      'because the rows are lost is refused',
      { present: ready },
      'hold_back ada, hold_back bob, hold_back cyd, hold_back dan',
    ],
    [
      'of few is carried out',
      { wanted: absent.slice(0, 3), present: ready.slice(0, 3) },
      'stop ada (leaving), stop bob (leaving), stop cyd (leaving)',
    ],
    [
      'holds back removals only',
      { wanted: [...absent.slice(0, 3), 'dan stopped'], present: ready },
      'hold_back ada, hold_back bob, hold_back cyd, stop dan (paused)',
    ],
    [
      'that has been wanted for long is carried out',
      { wanted: four.map((name) => `${name} absent 960s ago`), present: four.map((name) => `${name} made`) },
      'remove ada, remove bob, remove cyd, remove dan',
    ],
  ])
  it('of half is carried out', () =>
    expect(say(plan({ wanted: [...absent.slice(0, 2), 'cyd running', 'dan running'], present: ready }))).toBe(
      'stop ada (leaving), stop bob (leaving), cyd is ready, dan is ready',
    ))
})

describe('turns', () => {
  const made = (...names: string[]) => names.map((name) => `${name} made`)
  check([
    [
      'only so many start at once',
      { wanted: ['a', 'b', 'c'], present: made('a', 'b', 'c') },
      'start a, start b, c waits (waiting_for_turn)',
    ],
    [
      'what starts already takes a place',
      { wanted: ['a', 'b', 'c'], present: ['a starting', ...made('b', 'c')] },
      'a is starting, start b, c waits (waiting_for_turn)',
    ],
    [
      'whoever waits longest goes first',
      { wanted: ['a 1s ago', 'b 9s ago', 'c 5s ago'], present: made('a', 'b', 'c') },
      'a waits (waiting_for_turn), start b, start c',
    ],
    [
      'a company with many leaves a place to one with few',
      { wanted: ['a 9s ago', 'b 8s ago', 'c of other 1s ago'], present: made('a', 'b', 'c') },
      'start a, b waits (waiting_for_turn), start c',
    ],
    [
      'of one company, whoever waits for an answer goes first',
      { wanted: ['a 9s ago', 'b 8s ago', 'c awaited 1s ago'], present: made('a', 'b', 'c') },
      'start a, b waits (waiting_for_turn), start c',
    ],
    [
      'warm desks come after everybody who was hired',
      { wanted: ['w warm 9s ago', 'b 8s ago', 'c 1s ago'], present: made('w', 'b', 'c') },
      'w waits (waiting_for_turn), start b, start c',
    ],
    [
      'and leave a place free',
      { wanted: ['v warm', 'w warm'], present: made('v', 'w') },
      'start v, w waits (waiting_for_turn)',
    ],
    [
      'also while one of them starts',
      { wanted: ['v warm', 'w warm', 'c'], present: ['v starting', ...made('w', 'c')] },
      'v is starting, w waits (waiting_for_turn), start c',
    ],
    [
      'new configurations come a few at a time',
      { wanted: ['a config2', 'b config2', 'c config2'], present: ['a ready', 'b ready', 'c ready'] },
      'stop a (new_config), stop b (new_config)',
    ],
    [
      'and after those that have no gateway',
      { wanted: ['a config2', 'b', 'c'], present: ['a ready', ...made('b', 'c')] },
      'start b, start c',
    ],
  ])

  it('a desk at which a step is being taken gets none, and its start takes a place', () =>
    expect(
      say(
        plan({
          wanted: ['a', 'b', 'c'],
          present: made('a', 'b', 'c'),
          fleet: { underWay: new Map([['a', 'start']]) },
        }),
      ),
    ).toBe('start b, c waits (waiting_for_turn)'))
})
