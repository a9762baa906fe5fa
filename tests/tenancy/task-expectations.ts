// Who may do what to tasks and everything that hangs on them.
import { type TableExpectation, words } from './rights.ts'

const newTask = words(
  'id company_id parent_id title description status priority labels requires assignee_id model thinking plan_mode part_role part_reason needs_review checks allowance_micros max_attempts template_id schedule_id created_by created_by_key creator_name plan_id',
)

export const taskTables: Record<string, TableExpectation> = {
  task_moves: { app: { select: 'everyone' }, orchestrator: { select: true } },
  task_counters: {},
  task_queues: { orchestrator: { select: true } },
  task_templates: {
    app: {
      select: 'company',
      insert: { by: 'company', columns: words('id company_id name spec created_by') },
      update: { by: 'company', columns: words('name spec updated_at'), touch: 'updated_at = now()' },
      delete: 'company',
    },
    orchestrator: { select: true },
  },
  schedules: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words('id company_id template_id cron time_zone when_missed enabled next_at created_by'),
      },
      update: {
        by: 'company',
        columns: words('template_id cron time_zone when_missed enabled next_at failure'),
        touch: 'next_at = now()',
      },
      delete: 'company',
    },
    orchestrator: {
      select: true,
      update: { columns: words('next_at last_at last_task_id failure enabled'), touch: 'last_at = now()' },
    },
  },
  tasks: {
    app: {
      select: 'company',
      insert: { by: 'company', columns: newTask },
      update: {
        by: 'company',
        columns: words(
          'title description status priority labels requires assignee_id model thinking plan_mode part_role part_reason needs_review checks allowance_micros max_attempts attempts available_at feedback failure',
        ),
        touch: `title = 'x'`,
      },
    },
    orchestrator: {
      select: true,
      insert: newTask,
      update: {
        columns: words(
          'description status assignee_id requires model thinking part_role part_reason attempts available_at feedback failure checking_run_id checks progress_state progress_note progress_at summary result',
        ),
        touch: `summary = 'x'`,
      },
    },
  },
  task_dependencies: {
    app: { select: 'company', insert: { by: 'company', columns: 'all' }, delete: 'company' },
    orchestrator: { select: true, insert: 'all' },
  },
  plans: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words('id company_id task_id state made_by summary steps risk guidance'),
      },
      update: {
        by: 'company',
        columns: words('state made_by summary steps decided_at decided_by'),
        touch: `summary = 'x'`,
      },
    },
    orchestrator: {
      select: true,
      insert: words('id company_id task_id state guidance'),
      update: {
        columns: words(
          'state claimed_until attempts made_by model practice summary steps risk risk_reason repairs failure input_tokens output_tokens cost_micros made_at decided_at parked_reason parked_wanted_micros parked_text is_postponed',
        ),
        touch: `attempts = 1`,
      },
    },
  },
  workers: {
    app: {
      select: 'company',
      update: { by: 'company', columns: words('draining_at forgotten_at'), touch: 'draining_at = now()' },
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: {
        columns: words('name executor capabilities version max_concurrent seen_at'),
        touch: 'seen_at = now()',
      },
    },
  },
  runs: {
    app: { select: 'company' },
    orchestrator: {
      select: true,
      update: {
        columns: words('desk_session judged_until judge_tries judge_needs_desk'),
        touch: 'judge_tries = 1',
      },
    },
  },
  task_timeline: { app: { select: 'company' }, orchestrator: { select: true } },
  run_logs: { app: { select: 'company' }, orchestrator: { select: true } },
  check_results: {
    app: { select: 'company' },
    orchestrator: {
      select: true,
      insert: 'all',
      update: { columns: words('outcome text evidence duration_ms at'), touch: 'duration_ms = 1' },
    },
  },
  task_comments: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words(
          'id company_id task_id author_kind user_id api_key_id author_name text mentioned_users mentioned_employees',
        ),
      },
    },
    orchestrator: { select: true, insert: 'all' },
  },
  task_files: {
    app: {
      select: 'company',
      insert: {
        by: 'company',
        columns: words('id company_id task_id kind path media_type size_bytes sha256 content uploaded_by'),
      },
      delete: 'company',
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: {
        columns: words('media_type size_bytes sha256 content created_at'),
        touch: 'created_at = now()',
      },
    },
  },
  questions: {
    app: {
      select: 'company',
      update: {
        by: 'company',
        columns: words('state answer answered_by answered_at text options allowance'),
        touch: 'answered_at = now()',
      },
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: { columns: ['state'], touch: `state = 'withdrawn'` },
    },
  },
  // The one looked at is said to one member.
  notifications: {
    app: {
      select: 'self',
      insert: {
        by: 'company',
        columns: words('id company_id user_id kind task_id comment_id text employee_id question_id'),
      },
      update: { by: 'self', columns: ['settled_at'], touch: 'settled_at = now()' },
    },
    orchestrator: {
      select: true,
      insert: 'all',
      update: { columns: ['settled_at'], touch: 'settled_at = now()' },
    },
  },
}
