"""Wake Django for the commands that need the ledger."""

from __future__ import annotations

import os
import sys


def wake() -> None:
    """Set Django up once. Exits with a sentence when a `DXR_*` setting cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianxiaoer.config.settings")
    import django

    try:
        django.setup()
    except ValueError as problem:
        print(f"设置有误 / wrong setting: {problem}", file=sys.stderr)
        raise SystemExit(2) from None


def pending_migrations() -> bool:
    """Whether the database is behind the code. One statement."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(verbosity: int = 0) -> None:
    """Bring the database up to the code, and the shipped reference data with it."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)
    from django.utils import timezone

    from dianxiaoer.domain.reference.actions import load_reference
    from dianxiaoer.domain.reference.calendar import load_shipped

    load_reference()
    load_shipped(timezone.now())
