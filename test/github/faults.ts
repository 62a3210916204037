/** One request, as tests count and match it. */
export type RequestEntry = {
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** undefined while it is being answered, and for a connection that was cut. */
  status: number | undefined;
};

/**
 * Something that goes wrong. Matching requests are counted: the first `skip` are left alone, then `times` are hit.
 * What is given applies in this order: `mutateBefore`, `delayMs`, `status` (instead of the real answer) or `cut`.
 */
export type Fault = {
  /** Operation id, as `pulls/list-reviews`. */
  readonly operation: string;
  /** Default: once. */
  readonly times?: number;
  readonly skip?: number;
  /** Narrows the match, for example to one page. */
  readonly when?: (request: RequestEntry) => boolean;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly delayMs?: number;
  /** Sends half of the answer's body, then breaks the connection. */
  readonly cut?: boolean;
  /** Changes the world before the request is answered: a force-push between two pages. */
  readonly mutateBefore?: () => unknown;
};

/** The faults of one stand-in. */
export type Faults = {
  add(fault: Fault): void;
  /** The fault that this request runs into. Counts the request. */
  next(request: RequestEntry): Fault | undefined;
  clear(): void;
};

/** Makes an empty set of faults; the first that matches wins. */
export function createFaults(): Faults {
  let active: { readonly fault: Fault; skip: number; times: number }[] = [];
  return {
    add: (fault) => void active.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }),
    clear: () => {
      active = [];
    },
    next(request) {
      for (const entry of active) {
        const { fault } = entry;
        if (entry.times === 0 || fault.operation !== request.operation || fault.when?.(request) === false) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.times -= 1;
        return fault;
      }
      return undefined;
    },
  };
}

/** What GitHub says with each status when nothing else is asked for. */
export const FAULT_MESSAGES: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service unavailable',
};
