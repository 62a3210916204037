import { accountOrNull } from '../shapes/account.ts';
import { nodeId, repoApi, repoSite, type Shape } from '../shapes/words.ts';
import type { CheckRecord, CommentRecord } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { type Call, type Handlers, notFound, numberOf, ok, textOf } from './handler.ts';
import { paged } from './pages.ts';

function commentShape(call: Call, world: World, comment: CommentRecord): Shape {
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: repoApi(call.at, `/issues/comments/${comment.id}`),
    html_url: repoSite(call.at, `/pull/${comment.issue}#issuecomment-${comment.id}`),
    issue_url: repoApi(call.at, `/issues/${comment.issue}`),
    body: comment.body,
    user: accountOrNull(world, call.at, comment.by),
    created_at: comment.at,
    updated_at: comment.updatedAt,
    author_association: 'MEMBER',
  };
}

function checkShape(call: Call, check: CheckRecord): Shape {
  const { fields } = check;
  const output = (fields['output'] ?? {}) as Readonly<Record<string, unknown>>;
  const url = repoApi(call.at, `/check-runs/${check.id}`);
  const annotations = Array.isArray(output['annotations']) ? output['annotations'].length : 0;
  return {
    id: check.id,
    node_id: nodeId('CheckRun', check.id),
    head_sha: fields['head_sha'],
    name: fields['name'],
    url,
    html_url: repoSite(call.at, `/runs/${check.id}`),
    details_url: fields['details_url'] ?? null,
    external_id: fields['external_id'] ?? '',
    status: fields['status'] ?? (fields['conclusion'] === undefined ? 'queued' : 'completed'),
    conclusion: fields['conclusion'] ?? null,
    started_at: fields['started_at'] ?? check.at,
    completed_at: fields['completed_at'] ?? null,
    check_suite: { id: check.id },
    output: {
      title: output['title'] ?? null,
      summary: output['summary'] ?? null,
      text: output['text'] ?? null,
      annotations_count: annotations,
      annotations_url: `${url}/annotations`,
    },
    app: null,
    pull_requests: [],
  };
}

/** Comments on pull requests, and check runs. */
export const conversationHandlers: Handlers = {
  'issues/list-comments'(call, world) {
    const comments = world.comments.filter((comment) => comment.issue === numberOf(call, 'issue_number'));
    return paged(call, comments, (comment) => commentShape(call, world, comment));
  },
  'issues/create-comment'(call, world) {
    const at = world.now();
    const issue = numberOf(call, 'issue_number');
    const comment = {
      id: world.nextId(),
      issue,
      body: textOf(call, 'body') ?? '',
      by: call.grant.account,
      at,
      updatedAt: at,
    };
    world.comments.push(comment);
    const json = commentShape(call, world, comment);
    return { status: 201, json, headers: { location: String(json['url']) } };
  },
  'issues/update-comment'(call, world) {
    const comment = world.comments.find((one) => one.id === numberOf(call, 'comment_id'));
    if (comment === undefined) return notFound();
    comment.body = textOf(call, 'body') ?? '';
    comment.updatedAt = world.now();
    return ok(commentShape(call, world, comment));
  },
  'checks/create'(call, world) {
    const check = { id: world.nextId(), at: world.now(), fields: call.body };
    world.checks.push(check);
    return { status: 201, json: checkShape(call, check) };
  },
  'checks/update'(call, world) {
    const check = world.checks.find((one) => one.id === numberOf(call, 'check_run_id'));
    if (check === undefined) return notFound();
    check.fields = { ...check.fields, ...call.body };
    return ok(checkShape(call, check));
  },
};
