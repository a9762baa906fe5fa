// What a role is: the light facts. Its words (SOUL, AGENTS, skills) are the markdown files beside each template.ts.

type RoleKey =
  | 'executive-assistant'
  | 'researcher'
  | 'social-media-manager'
  | 'customer-support'
  | 'sales-development'
  | 'bookkeeper'
  | 'software-engineer'
  | 'qa-tester'
  | 'content-writer'
  | 'data-analyst'

/** Names of lucide icons, so that a page's map from name to icon does not compile when one is missing. */
type RoleIcon =
  | 'calendar-check'
  | 'telescope'
  | 'megaphone'
  | 'life-buoy'
  | 'handshake'
  | 'calculator'
  | 'code'
  | 'flask-conical'
  | 'pen-line'
  | 'chart-line'

interface RoleSkill {
  /** Also the folder `skills/<key>` and the `name` in its front matter; unique among all roles. */
  readonly key: string
  readonly name: string
  readonly summary: string
}

interface DialogueLine {
  readonly from: 'member' | 'employee'
  readonly text: string
}

export interface RoleTemplate {
  readonly key: RoleKey
  readonly name: string
  readonly headline: string
  readonly summary: string
  /** Three to five lines, each a sentence that begins with a verb. */
  readonly doesForYou: readonly string[]
  readonly exampleTasks: readonly [string, string, string]
  readonly exampleReply: readonly DialogueLine[]
  readonly skills: readonly RoleSkill[]
  /** Keys of the skills an employee has when nobody chose. */
  readonly defaultSkills: readonly string[]
  /** What they may open in the web when nobody decided: few, and what this work cannot do without. `*.` is everything below, too. */
  readonly sites: readonly string[]
  readonly suggestedNames: readonly string[]
  readonly defaultModel: string
  readonly icon: RoleIcon
}
