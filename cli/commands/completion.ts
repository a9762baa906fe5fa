import { Argument, type Command } from 'commander'
import type { AddCommands } from '../act.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export const addCompletion: AddCommands = (program) => {
  program
    .command('completion')
    .description('a script that completes these commands, for bash, zsh or fish')
    .addArgument(new Argument('<shell>', 'yours').choices(shells))
    .addHelpText(
      'after',
      '\nbash, zsh: eval "$(deskhand completion bash)"   fish: deskhand completion fish | source',
    )
    .action((shell: (typeof shells)[number]) => {
      process.stdout.write(scripts[shell](wordsAfter(program)))
    })
}

/** What may follow: "tasks" -> list, create, …; "tasks list" -> --status, …; "" -> the first words. */
type Words = Map<string, string[]>

function wordsAfter(command: Command, path: string[] = [], words: Words = new Map()): Words {
  const options = command.options.flatMap(({ long }) => (long ? [long] : []))
  const below = command.commands.map((one) => one.name())
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? [])
  words.set(path.join(' '), [
    ...below,
    ...choices,
    ...options,
    '--help',
    ...(path.length > 0 ? ['--json'] : []),
  ])
  for (const one of command.commands) wordsAfter(one, [...path, one.name()], words)
  return words
}

/** Longest first: what was typed begins with one of them. */
const paths = (words: Words) => [...words].toSorted(([a], [b]) => b.length - a.length)

const bashCase = (words: Words) =>
  paths(words)
    .map(([path, next]) => `    "${path}"*) wanted="${next.join(' ')}" ;;`)
    .join('\n')

const bash = (words: Words) => `_deskhand() {
  local typed="\${COMP_WORDS[*]:1:COMP_CWORD-1}" wanted=
  case "$typed" in
${bashCase(words)}
  esac
  COMPREPLY=($(compgen -W "$wanted" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _deskhand deskhand
`

const scripts: Record<(typeof shells)[number], (words: Words) => string> = {
  bash,
  zsh: (words) => `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`,
  fish: (words) =>
    [
      'complete -c deskhand -f',
      ...[...words].map(([path, next]) => {
        const here =
          path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${path.split(' ').at(-1)}`
        return `complete -c deskhand -n '${here}' -a '${next.join(' ')}'`
      }),
      '',
    ].join('\n'),
}
