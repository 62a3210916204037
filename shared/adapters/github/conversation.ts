import type { Client } from './client.ts';
import type { GitHub } from './port.ts';
import { readPages } from './read.ts';
import * as shapes from './shapes.ts';

/** The comments of a pull request; for GitHub they are those of an issue. */
export function conversation(
  client: Client,
  at: { readonly owner: string; readonly repo: string },
): Pick<GitHub, 'comments' | 'createComment' | 'updateComment'> {
  return {
    comments(pullRequest) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const pages = client.paginate.iterator(route, { ...at, issue_number: pullRequest, per_page: 100 });
      return readPages(pages, shapes.commentShape, (one) => one.id);
    },
    async createComment(pullRequest, body) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      await client.request(route, { ...at, issue_number: pullRequest, body });
    },
    async updateComment(comment, body) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
      await client.request(route, { ...at, comment_id: comment, body });
    },
  };
}
