import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLE = join(import.meta.dirname, '../../workflows-examples/medication-tracker');

/** Digests of the platform images, which only exist once they are pushed. */
export type PlatformImages = { readonly postgres: string; readonly redis: string };

/**
 * Writes the example into `folder` as its users would have it: with their own registry in place of ghcr.io and the
 * digests of their platform images in place of the zeros and ones.
 */
export function writeApplication(folder: string, registry: string, platform: PlatformImages): void {
  cpSync(EXAMPLE, folder, { recursive: true });
  for (const path of textFiles(folder)) {
    const text = readFileSync(path, 'utf8');
    const own = text
      .replaceAll('ghcr.io/acme/', `${registry}/acme/`)
      .replaceAll(`sha256:${'0'.repeat(64)}`, platform.postgres)
      .replaceAll(`sha256:${'1'.repeat(64)}`, platform.redis);
    if (own !== text) writeFileSync(path, own);
  }
}

const textFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:yml|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** A change of the application, as its developers would make it: new texts by path, made from the present ones. */
export type Change = {
  readonly branch: string;
  readonly title: string;
  readonly files: (read: (path: string) => string) => Readonly<Record<string, string>>;
};

function edit(path: string, text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the example has changed: nothing to edit in ${path}`);
  return text.replace(from, to);
}

const MAIN = 'backend/app/main.py';

const CONFIG = '.github/countersign.yml';

/**
 * Release 2: needs a setting that was given to the checks of the build but forgotten in production, so that it crashes
 * on its start there.
 */
export const crashingChange: Change = {
  branch: 'reminder-channel',
  title: 'Send reminders through the configured channel',
  files: (read) => ({
    'backend/VERSION': '2.0.0\n',
    [MAIN]: edit(MAIN, read(MAIN), 'app = FastAPI(', 'CHANNEL = os.environ["REMINDER_CHANNEL"]\n\napp = FastAPI('),
    [CONFIG]: edit(CONFIG, read(CONFIG), '      env:\n', '      env:\n        REMINDER_CHANNEL: push\n'),
  }),
};

/** Release 3: the same feature done right, with a migration that release 1 can live with. */
export const goodChange: Change = {
  branch: 'reminder-channel-default',
  title: 'Give the reminder channel a default, and store it',
  files: (read) => ({
    'backend/VERSION': '3.0.0\n',
    [MAIN]: edit(MAIN, read(MAIN), 'os.environ["REMINDER_CHANNEL"]', 'os.environ.get("REMINDER_CHANNEL", "push")'),
    'backend/migrations/versions/0002_channel.py': CHANNEL_MIGRATION,
  }),
};

/** Adds a column with a default, so that the release before still runs on the migrated database. */
const CHANNEL_MIGRATION = `"""How a reminder is sent."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("medication", sa.Column("channel", sa.String(20), nullable=False, server_default="push"))


def downgrade() -> None:
    op.drop_column("medication", "channel")
`;
