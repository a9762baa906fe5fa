// Every verb of a company's callers, and which door it goes through. A verb that is not here fails: whoever adds one decides.
import { readdirSync, readFileSync } from 'node:fs'
import type { Door } from '#lib/billing/require-running.ts'

const words = (text: string) => text.split(/\s+/).filter(Boolean)

export const behindDoors: Record<Door, string[]> = {
  hire: words('hire takeBack launchHireDraft'),
  desk: words('startEmployee restartEmployee provisionEmployee restoreBackup'),
  chat: words('sendMessage retryAnswer continueAnswer uploadAttachment'),
  task: words(
    `createTask createTaskFromTemplate startTask retryTask sendBack approveTask changeMany askForPlan answerQuestion
    createSchedule registerWorker claimRun`,
  ),
  desktop: words('openDesktop takeControl deskToPicture'),
}

/** Possible wherever a company stands. */
export const alwaysOpen = {
  reading: words(
    `readMe readEmployee listEmployees listMessages listGlances readAttachment readTask listTasks listFiles listArtifacts readTaskFile
    listComments readLog readTimeline readPlan listOpenQuestions listNotifications listSchedules listTemplates listWorkers listBackups
    listSites listMembers listInvitations listApiKeys listAudit readModelUse readUsage readTaskCost exportCalls readAllowances readBilling
    listInvoices previewChange readHireDraft countChatView markRead settleNotification`,
  ),
  paying: words(
    'choosePlan startCheckout confirmCheckout changeSubscription openPortal raiseAllowance askOwners',
  ),
  stopping: words(
    'fire pauseEmployee stopAnswer withdrawMessage cancelTask handBack drainWorker forgetWorker revokeApiKey',
  ),
  /** What is written down costs nothing until somebody works on it. */
  writing: words(
    `updateEmployee updateTask addComment addLabel attachFile deleteTaskFile changePlan changeSchedule deleteSchedule createTemplate
    changeTemplate deleteTemplate saveHireDraft requestBackup deleteBackup allowSite refuseSite forgetSite changeCompany createApiKey`,
  ),
  people: words('inviteMember revokeInvitation changeMemberRole removeMember'),
  /** Work that was begun while somebody paid is recorded. */
  reporting: words('heartbeat reportProgress appendLog putArtifact completeRun failRun releaseRun'),
}

/** What other verbs are made of. */
const parts = new Set(
  words(
    'readerOf requirePerson authorizeScope workAs customerFor endCheckout wantSync untilFollowed idempotent authorize may transact transactTogether transactApart readTogether',
  ),
)
const verb = /export (?:async )?function (\w+)(?:<[^(]*>)?\(\s*(?:caller|actor)\b/g

/** All there are: exported functions whose first word is who calls. */
export function verbsOfLib(): string[] {
  const lib = new URL('../../lib/', import.meta.url)
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('.test.'),
  )
  const names = files.flatMap((file) =>
    [...readFileSync(new URL(file, lib), 'utf8').matchAll(verb)].flatMap(([, name]) => name ?? []),
  )
  return names.filter((name) => !parts.has(name)).sort()
}
