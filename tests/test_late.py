"""What is loaded late: names of packages, and what short runs never need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import auditor.audit
import auditor.model
import auditor.rules
from auditor.late import LateName

SEED = str(Path(__file__).parent.parent / "examples" / "mianxian-2024-unit-budget.pdf")
NEEDLESS = ("auditor.rules", "auditor.claims", "auditor.check", "yaml", "rich", "dataclasses", "inspect", "logging")


@pytest.mark.parametrize("package", [auditor.audit, auditor.model, auditor.rules])
def test_every_public_name_has_a_home(package: ModuleType) -> None:
    assert all(getattr(package, name) is not None for name in package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_a_late_name_is_asked_for_no_dunder_names() -> None:
    late = LateName("decimal", "Decimal")
    assert late("1.5") * 2 == 3
    assert late.from_float(0.5) == late("0.5")
    assert not hasattr(late, "__typing_subst__")


def test_looking_at_tables_loads_no_rules_and_no_later_stage() -> None:
    code = (
        "import sys; from auditor.cli import main; assert main(sys.argv[1:]) == 0;"
        f"print([name for name in {NEEDLESS} if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "tables", SEED, "-o", "json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stderr.strip() == "[]"
