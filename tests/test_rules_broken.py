"""Every broken rule file keeps its messages, in both languages: tests/broken_rules/NAME.yaml and NAME.txt.

`python tests/test_rules_broken.py` writes the messages anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.rules import load
from auditor.yamlfiles.mistakes import SourceFileError

FOLDER = Path(__file__).parent / "broken_rules"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "words")


def messages(name: str) -> str:
    with pytest.raises(SourceFileError) as caught:
        load(["words.yaml"], extra=[f"{name}.yaml"])
    return f"{caught.value.text('zh')}\n\n{caught.value.text('en')}\n"


@pytest.mark.parametrize("name", NAMES)
def test_messages_are_those_that_were_agreed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    assert messages(name) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_the_words_they_share_are_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    (pack,) = load(["words.yaml"])
    assert (pack.id, pack.version, len(pack.rules)) == ("words", "1.10", 1)
    assert len(NAMES) >= 30


if __name__ == "__main__":
    os.chdir(FOLDER)
    for each in NAMES:
        (FOLDER / f"{each}.txt").write_text(messages(each), encoding="utf-8")
