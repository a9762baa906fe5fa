// What a worker without a model does in an installation that practises: it reads its task, says so and leaves a note.
// Plain JavaScript, so that it starts at once and needs nothing beside itself.
import { writeFileSync } from 'node:fs'
import { env } from 'node:process'

const { TASK_NUMBER, TASK_TITLE, TASK_DESCRIPTION, TASK_SUMMARY_FILE } = env
console.log(`@progress rehearsing ${TASK_TITLE}`)
const said = /^SAY[ \t]+(\S.*)$/m.exec(TASK_DESCRIPTION)?.[1]
const summary =
  said ?? `Rehearsed #${TASK_NUMBER}. Give this worker a model key and it does the work for real.`
writeFileSync(`rehearsal-${TASK_NUMBER}.md`, `# ${TASK_TITLE}\n\n${summary}\n`)
writeFileSync(TASK_SUMMARY_FILE, summary)
console.log(summary)
