"""`dianxiaoer createadmin`: the first unit and the three administrators, so that people can be let in."""

from __future__ import annotations

import argparse
import sys

ROLES = ("system", "security", "audit")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, help="name of the top unit; it is made when it does not exist")
    parser.add_argument("--kind", default="district", help="kind of a unit that is made (province, city, district …)")
    parser.add_argument("--role", choices=ROLES, help="only this administrator (default: all three)")
    parser.add_argument("--username", help="account of the one administrator given by --role")


def run(args: argparse.Namespace) -> int:
    if args.username and not args.role:
        print("--username 须与 --role 一起用 / --username needs --role", file=sys.stderr)
        return 2
    from dianxiaoer.cli.django_setup import pending_migrations, wake

    wake()
    if pending_migrations():
        print("请先运行 dianxiaoer migrate / run `dianxiaoer migrate` first", file=sys.stderr)
        return 1
    from django.core.exceptions import ValidationError

    try:
        made = _make(args)
    except ValidationError as problem:
        print("\n".join(problem.messages), file=sys.stderr)
        return 1
    print("账号 / account · 初始密码 / first password(首次登录须修改 / to be changed at the first sign-in)")
    for username, password in made:
        print(f"{username}\t{password}")
    return 0


def _make(args: argparse.Namespace) -> list[tuple[str, str]]:
    from django.utils import timezone

    from dianxiaoer.domain.people.installing import install_administrators

    return install_administrators(
        unit_name=args.unit, unit_kind=args.kind, role=args.role, username=args.username, at=timezone.now()
    )
