"""Database triggers that refuse to change or take out a row: what keeps the audit log append-only, on both databases."""

from __future__ import annotations

from typing import Any

AUDIT_TABLE = "kernel_auditentry"
MESSAGE = "the audit log is append-only"


def guard(vendor: str, table: str = AUDIT_TABLE) -> list[str]:
    """SQL that makes `table` refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL), also outside the product."""
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for act in ("UPDATE", "DELETE")
    ]


def unguard(vendor: str, table: str = AUDIT_TABLE) -> list[str]:
    """SQL that takes the guard off: for rolling the migration back, and between tests that empty the tables."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
            f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for act in ("update", "delete")]


def set_guard(apps: Any, schema_editor: Any) -> None:
    for statement in guard(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def drop_guard(apps: Any, schema_editor: Any) -> None:
    for statement in unguard(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)
