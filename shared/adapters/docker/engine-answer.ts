/** `body` is undefined for an empty answer. */
export type EngineAnswer = { readonly status: number; readonly body: unknown };

/** What the engine says went wrong; its errors are `{"message": …}`. */
export function engineMessage(answer: EngineAnswer): string {
  const { body } = answer;
  if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
  return typeof body === 'string' && body !== '' ? body : `HTTP ${answer.status}`;
}

/** JSON when it is that, else text; undefined when there is nothing. */
export function parseBody(bytes: Buffer): unknown {
  const text = bytes.toString('utf8').trim();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
