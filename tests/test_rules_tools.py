"""What the writer of a rule has at hand: a folder to start from, stated exceptions, rules chosen by tag."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from auditor.audit import Options, audit, run_cases
from auditor.cli import main
from auditor.model import Pack
from auditor.rules import json_schema, lint, load
from tests.records import replace

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "mianxian-2024-unit-budget.pdf"


def test_init_writes_a_folder_that_is_ready_to_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert main(["init", str(folder), "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert out.split() == [str(folder / "rules.yaml"), str(folder / "rules.schema.json")]
    assert "audit test" in err
    assert lint([str(folder)]) == ()
    pack = load(["cn-budget"], extra=[str(folder)])[0]
    (own,) = (rule for rule in pack.rules if rule.id == "MY-01")
    assert [result.ok for result in run_cases([replace(pack, rules=(own,))])] == [True, True, True]
    jsonschema.validate(
        yaml.safe_load((folder / "rules.yaml").read_text(encoding="utf-8")),
        json.loads((folder / "rules.schema.json").read_text(encoding="utf-8")),
    )


def test_init_never_writes_over_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mine = tmp_path / "rules.yaml"
    mine.write_text("# mine\n", encoding="utf-8")
    assert main(["init", str(tmp_path), "--lang", "en"]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "# mine\n"
    assert main(["init", str(mine), "--lang", "en"]) == 2


TOLERANT = """
rules:
  - id: A-01
    kind: equation
    title: 三公
    check: 三公经费 = 因公出国费 + 公务接待费 + 公务用车费
    tolerance: {within: 0.05万元, reason: {zh: 系统按百元取整, en: the system rounds to hundreds}}
    exceptions: {zh: 涉密单位不公开出国费, en: not for bodies that keep travel secret}
    cases:
      - holds: {三公经费: 3.00万元, 因公出国费: 1.00万元, 公务接待费: 1.00万元, 公务用车费: 1.00万元}
      - rounding: {三公经费: 3.04万元, 因公出国费: 1.00万元, 公务接待费: 1.00万元, 公务用车费: 1.00万元}
      - fails: {三公经费: 3.07万元, 因公出国费: 1.00万元, 公务接待费: 1.00万元, 公务用车费: 1.00万元}
"""


def test_a_tolerance_is_an_exception_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TOLERANT, encoding="utf-8")
    pack = load(["cn-budget"], extra=[str(tmp_path)])[0]
    (own,) = (rule for rule in pack.rules if rule.id == "A-01")
    assert [result.verdict for result in run_cases([replace(pack, rules=(own,))])] == ["holds", "rounding", "fails"]
    assert own.tolerance is not None
    assert own.tolerance.reason.en == "the system rounds to hundreds"
    assert own.exceptions.zh == "涉密单位不公开出国费"


def test_rules_are_chosen_by_tag(packs: tuple[Pack, ...]) -> None:
    chosen = audit(str(EXAMPLE), Options(packs, select=("tag:rate",)))
    tagged = {rule.id for rule in packs[0].rules if "rate" in rule.tags}
    assert "NN-03" in {check.rules[0] for check in chosen.checks}
    assert {rule for check in chosen.checks for rule in check.rules} <= tagged
    left = audit(str(EXAMPLE), Options(packs, ignore=("tag:rate",)))
    assert not {rule for check in left.checks for rule in check.rules} & tagged


def test_a_tag_that_no_rule_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(EXAMPLE), "--select", "tag:ratte", "--lang", "en"]) == 2
    assert "did you mean: tag:rate" in capsys.readouterr().err


BROKEN = Path(__file__).parent / "broken_rules"


@pytest.mark.parametrize("name", ["key-unknown", "kind-unknown", "value-unknown", "tolerance", "rules-mapping"])
def test_the_schema_rejects_what_a_schema_can_see(name: str) -> None:
    data = yaml.safe_load((BROKEN / f"{name}.yaml").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())
