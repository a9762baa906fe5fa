/** A landing page made by several: what the practice planner proposes, with the practice instructions by which it is really made. */
import type { Offered } from './offered.ts'

export function landingSteps(people: readonly Offered[], company: string) {
  const writer = pick(people, /content|writ|social|market|sales/i, [])
  const builder = pick(people, /engineer|develop|software|data/i, [writer])
  const tester = pick(people, /qa|test|quality|assist/i, [builder, writer])
  const isFresh = tester !== writer && tester !== builder
  return [wordsStep(writer, company), pageStep(builder, company), checkStep(tester, isFresh)]
}

/** Somebody whose role fits and who has nothing yet; else anybody who has nothing yet; else whoever has had a rest. */
function pick(
  people: readonly Offered[],
  fits: RegExp,
  taken: readonly (Offered | undefined)[],
): Offered | undefined {
  const free = people.filter((one) => !taken.includes(one))
  return free.find(({ role }) => fits.test(role)) ?? free[0] ?? taken.at(-1)
}

const because = (who: Offered | undefined, why: string) =>
  who ? `${who.name} is the ${who.role.toLowerCase()}: ${why}` : why

function wordsStep(who: Offered | undefined, company: string) {
  const content = `# ${company}\n\nOne clear promise, in one line.\n\n- What you get\n- How it works\n- What it costs\n\n[Begin today](#begin)\n`
  return {
    key: 'words',
    title: 'Write the words of the page',
    description: forPractice([
      'Write a headline, three short points and one call to action, as Markdown in words.md.',
      'PROGRESS thinking - who reads this?',
      'DO exec {"command":"sleep 2"}',
      'PROGRESS writing - headline and three points',
      write('words.md', content),
      'SAY The words are in words.md: a headline, three points and one call to action.',
    ]),
    role: 'writes the words',
    reason: because(who, 'the words decide whether anybody stays, and nobody needs to wait for the page.'),
    assignee: who?.handle ?? null,
    checks: [
      { id: 'words-there', kind: 'file_exists', title: 'The words are there', path: 'words.md' },
      {
        id: 'words-headline',
        kind: 'file_matches',
        title: 'They begin with a headline',
        path: 'words.md',
        pattern: '^# ',
      },
    ],
    estimateMinutes: 3,
    estimateDollars: 0.02,
  }
}

function pageStep(who: Offered | undefined, company: string) {
  return {
    key: 'page',
    title: 'Build the page',
    description: forPractice([
      'Build the page as one file, index.html: a headline, a sentence and a button. It has to read well on a phone.',
      'PROGRESS drafting - outline of the page',
      'DO exec {"command":"sleep 2"}',
      'PROGRESS building - index.html',
      write('index.html', pageHtml(company, '')),
      'SAY The page is in index.html.',
      'AGAIN PROGRESS repairing - the page did not say how wide a phone is',
      `AGAIN ${write('index.html', pageHtml(company, '<meta name="viewport" content="width=device-width, initial-scale=1">\n'))}`,
      'AGAIN SAY I put right what the check found: the page now fits a phone. It is in index.html.',
    ]),
    role: 'builds the page',
    reason: because(who, 'it is one file of HTML, and it can be built while the words are written.'),
    assignee: who?.handle ?? null,
    checks: [
      { id: 'page-there', kind: 'file_exists', title: 'The page is there', path: 'index.html' },
      {
        id: 'page-phone',
        kind: 'file_matches',
        title: 'It fits a phone',
        path: 'index.html',
        pattern: 'name="viewport"',
      },
    ],
    estimateMinutes: 5,
    estimateDollars: 0.04,
  }
}

function checkStep(who: Offered | undefined, isFresh: boolean) {
  const why = isFresh
    ? 'somebody who made neither looks at both.'
    : 'words and page are read together before you see them.'
  return {
    key: 'check',
    title: 'Check the page and the words',
    description: forPractice([
      'Read what the two before you made and say in report.md whether it is fit to be shown.',
      'PROGRESS reading - words and page',
      'DO exec {"command":"sleep 1"}',
      'PROGRESS writing - the report',
      write(
        'report.md',
        '# Report\n\n- The headline is clear.\n- The page fits a phone.\n- Nothing is missing.\n',
      ),
      'SAY Checked: the words are clear and the page fits a phone. The report is in report.md.',
    ]),
    role: 'checks the page',
    reason: because(who, why),
    assignee: who?.handle ?? null,
    dependsOn: ['words', 'page'],
    checks: [
      { id: 'report-there', kind: 'file_exists', title: 'The report is there', path: 'report.md' },
      {
        id: 'report-said',
        kind: 'text_contains',
        title: 'The summary says that it was checked',
        text: 'Checked',
      },
    ],
    estimateMinutes: 2,
    estimateDollars: 0.01,
  }
}

/** The words, and apart from them the instructions by which a practice employee does it: a page shows those as a block. */
function forPractice([words, ...instructions]: readonly string[]): string {
  return [words, '', '```text', ...instructions, '```'].join('\n')
}

function write(file: string, content: string): string {
  return `DO write ${JSON.stringify({ path: `TASK_FOLDER/${file}`, content })}`
}

function pageHtml(company: string, viewport: string): string {
  const name = company.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${viewport}<title>${name}</title>
<style>body{font:18px/1.6 system-ui;margin:0;display:grid;place-items:center;min-height:100vh;background:#faf7f2;color:#1f2421}main{max-width:36rem;padding:2rem}a{display:inline-block;padding:.7rem 1.2rem;border-radius:.6rem;background:#1f5f4a;color:#fff;text-decoration:none}</style>
</head>
<body>
<main>
<h1>${name}</h1>
<p>One clear promise, in one line.</p>
<a href="#begin">Begin today</a>
</main>
</body>
</html>
`
}
