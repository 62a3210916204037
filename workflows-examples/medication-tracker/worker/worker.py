"""Takes reminders from the queue, one after another, and ends cleanly when it is told to stop."""

import os
import signal
import sys
from pathlib import Path

import redis

stopping = False


def stop(*_: object) -> None:
    global stopping
    stopping = True


signal.signal(signal.SIGTERM, stop)
queue = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
alive = Path("/tmp/alive")

print("worker: waiting for reminders", flush=True)
while not stopping:
    try:
        taken = queue.brpop("reminders", timeout=1)
        alive.touch()
    except redis.ConnectionError as problem:
        print(f"worker: queue not reachable: {problem}", file=sys.stderr, flush=True)
        sys.exit(1)
    if taken:
        print(f"worker: reminder for {len(taken[1])} characters handled", flush=True)
        queue.incr("reminders:handled")
print("worker: stopped", flush=True)
