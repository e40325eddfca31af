"""`dianxiaoer createadmin` and `dianxiaoer audit`."""

import json

from django.db import connection

from dianxiaoer.cli.main import main
from dianxiaoer.domain.people.models import RoleAssignment, User
from dianxiaoer.kernel.append_only import guard, unguard
from dianxiaoer.kernel.models import AuditEntry


def test_the_three_administrators_are_three_people(db, capsys):
    assert main(["createadmin", "--unit", "示例区"]) == 0
    roles = dict(RoleAssignment.objects.values_list("user__username", "role"))
    assert roles == {"sysadmin": "system_admin", "secadmin": "security_admin", "auditor": "auditor"}
    account, password = capsys.readouterr().out.splitlines()[1].split("\t")
    user = User.objects.get(username=account)
    assert user.check_password(password)
    assert user.must_change_password


def test_a_taken_account_is_refused_and_nothing_is_made(db, capsys):
    main(["createadmin", "--unit", "示例区"])
    assert main(["createadmin", "--unit", "另一区"]) == 1
    assert "sysadmin" in capsys.readouterr().err
    assert User.objects.count() == 3
    assert main(["createadmin", "--unit", "示例区", "--role", "audit", "--username", "audit2"]) == 0


def test_a_wrong_call_is_told(db, capsys):
    assert main(["createadmin", "--unit", "示例区", "--username", "x"]) == 2
    assert main(["createadmin", "--unit", "示例区", "--kind", "planet"]) == 1
    assert "planet" in capsys.readouterr().err


def test_the_log_is_verified_and_a_change_found(db, capsys):
    main(["createadmin", "--unit", "示例区"])
    assert main(["audit", "verify"]) == 0
    assert "3 entries, the chain holds" in capsys.readouterr().out
    with connection.cursor() as cursor:
        for statement in unguard(connection.vendor):
            cursor.execute(statement)
        AuditEntry.objects.filter(number=2).update(subject="改")
        for statement in guard(connection.vendor):
            cursor.execute(statement)
    assert main(["audit", "verify"]) == 1
    assert "entry 2 was altered" in capsys.readouterr().err


def test_the_log_is_printed_line_by_line(db, capsys):
    main(["createadmin", "--unit", "示例区"])
    capsys.readouterr()
    assert main(["audit", "export", "--from", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == 3
