"""The migrations form one chain with one head: what `alembic upgrade head` needs."""

from pathlib import Path
import re

VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"


def revisions() -> dict[str, str | None]:
    chain = {}
    for file in VERSIONS.glob("*.py"):
        text = file.read_text()
        revision = re.search(r'^revision = "(\w+)"', text, re.M).group(1)
        down = re.search(r'^down_revision = (?:"(\w+)"|None)', text, re.M).group(1)
        chain[revision] = down
    return chain


def test_one_head():
    chain = revisions()
    heads = set(chain) - set(chain.values())
    assert len(heads) == 1, heads


def test_every_parent_exists():
    chain = revisions()
    assert all(parent is None or parent in chain for parent in chain.values())
