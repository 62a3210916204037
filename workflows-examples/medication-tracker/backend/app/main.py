"""Medication tracker API: medications, their reminders, and what operators ask: health and version."""

import os
from pathlib import Path

import redis
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import text

from .database import engine, schema_revision

VERSION = (Path(__file__).parent.parent / "VERSION").read_text().strip()

app = FastAPI(title="Medication tracker", version=VERSION)
queue = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


class Medication(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    dose: str = Field(min_length=1, max_length=100)


@app.get("/health")
def health() -> dict[str, str]:
    """Healthy means that requests can be served: the database and the queue answer."""
    try:
        with engine().connect() as connection:
            connection.execute(text("SELECT 1"))
        queue.ping()
    except Exception as problem:
        raise HTTPException(status_code=503, detail=f"not ready: {type(problem).__name__}") from problem
    return {"status": "ok"}


@app.get("/version")
def version() -> dict[str, str]:
    return {"version": VERSION, "schema": schema_revision()}


@app.get("/medications")
def medications() -> list[dict[str, str]]:
    with engine().connect() as connection:
        rows = connection.execute(text("SELECT name, dose FROM medication ORDER BY id"))
        return [dict(row._mapping) for row in rows]


@app.post("/medications", status_code=201)
def add(medication: Medication) -> Medication:
    with engine().begin() as connection:
        connection.execute(
            text("INSERT INTO medication (name, dose) VALUES (:name, :dose)"), medication.dict()
        )
    queue.lpush("reminders", medication.name)
    return medication
