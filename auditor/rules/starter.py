"""A commented rule folder to start from: `audit init`."""

from __future__ import annotations

import json
from pathlib import Path

from auditor.rules.editors import json_schema

RULES, SCHEMA = "rules.yaml", "rules.schema.json"

_STARTER = """\
# yaml-language-server: $schema=rules.schema.json
#
# 自己的规则。检查写法：audit lint {name}    运行例子：audit test {name}    使用：audit 报告.pdf --rules {name}
# Rules of your own. Check them with `audit lint`, run their cases with `audit test`, use them with --rules.

# 新的词：统一名称: [文件里的各种写法]。内置规则包里的词都可以直接用（三公经费、会议费、支出总计……）。
# New words: name: [printed forms]. All words of the built-in packs are there already.
items:
  信息化运维费: [信息系统运维费, 信息化运行维护费]
  机房运维费: []
  软件运维费: [应用软件运维费]

rules:
  # 一条等式。+ - = ≠ ≥ ≤；[+ 某项] 表示可以没有；或 表示两种读法；表名.行.列 指定在哪张表。
  # An equation. [+ X] may be absent; 或 joins readings; TABLE.ROW.COLUMN names a place.
  - id: MY-01                       # 大写字母、数字和 - / capitals, digits and -
    title: {{zh: 信息化运维费等于两项之和, en: IT maintenance equals its two parts}}
    kind: equation
    check: 信息化运维费 = 机房运维费 + 软件运维费
    severity: warning               # error | warning | info
    basis: 本单位内部规定            # 依据的文件 / the regulation it rests on
    tags: [own]                     # 之后可用 --select tag:own
    why: {{zh: 两项合起来就是全部运维费。, en: The two parts make the whole.}}
    cases:                          # 例子随规则走：至少一个成立、一个不符 / one that holds, one that fails
      - holds: {{信息化运维费: 3.00万元, 机房运维费: 2.00万元, 软件运维费: 1.00万元}}
      - fails: {{信息化运维费: 3.00万元, 机房运维费: 2.00万元, 软件运维费: 2.00万元}}
      - unchecked: {{信息化运维费: 3.00万元}}
"""


class StarterExistsError(Exception):
    """A file of this name is there already; nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_starter(folder: str) -> tuple[Path, ...]:
    """Write a starter rule file and the schema for editors into a folder; never over a file that exists.

    Raises:
        StarterExistsError: when one of the files exists.
        OSError: when the folder cannot be written.
    """
    place = Path(folder)
    texts = {
        place / RULES: _STARTER.format(name=place.as_posix()),
        place / SCHEMA: json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n",
    }
    for path in texts:
        if path.exists():
            raise StarterExistsError(path)
    place.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return tuple(texts)
