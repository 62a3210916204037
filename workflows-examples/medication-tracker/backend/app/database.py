"""The connection to Postgres; the address comes from the environment, never from the image."""

import os
from functools import cache

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine


@cache
def engine() -> Engine:
    return create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True, pool_size=2, future=True)


def schema_revision() -> str:
    """The revision that alembic recorded in the database."""
    with engine().connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
