"""What stands below the reports of several documents: each document in a line, worst first, and the rules by how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import PurePath
from typing import Final, NamedTuple

from auditor.model import Text
from auditor.report.issues import SEVERITIES
from auditor.report.layout import Line, break_points, cells, padded, wrapped
from auditor.report.naming import clean
from auditor.report.tally import STATUSES
from auditor.report.terminal import render
from auditor.report.words import Lang, pick, word
from auditor.report.writing import Ending, Look, Outcome

_WORST_FIRST: Final = (5, 2, 3, 1, 4, 0)
_ALL_LISTED = 20  # documents; of more, those in which nothing disagrees are only counted
_NARROWEST = 20  # cells of the last column
_STYLES: Final = {"unreadable": "error", "findings": "error", "incomplete": "warning", "clean": "good"}
_NOT_AUDITED = Text("没有核对", "not audited")
_DOCUMENTS = Text("各份文件，最差的在前", "Documents, worst first")
_IN = Text("（都在 {folder}）", " (all in {folder})")
_RULES = Text("各条规则", "Rules")
_CLEAN = Text("另有 {count} 份未发现不一致", "and {count} in which nothing disagrees")
_TOTAL = Text("共 {count} 份文件：{told} | 退出码 {code}", "{count} documents: {told} | exit code {code}")
OF_DOCUMENT: Final = (
    Text("结果", "result"),
    Text("退出码", "exit"),
    Text("错误", "errors"),
    Text("警告", "warnings"),
    Text("覆盖率", "coverage"),
    Text("文件", "file"),
)
OF_RULE: Final = (
    Text("级别", "severity"),
    Text("规则", "rule"),
    Text("条数", "found"),
    Text("文件数", "files"),
    Text("应当成立的", "what should hold"),
)


class OfRule(NamedTuple):
    """What the documents of a run break of one rule: `found` times, in so many `files`; `told` is the severity in words."""

    severity: str
    told: str
    id: str
    found: int
    files: int
    title: str


def overview(ending: Ending, look: Look) -> str:
    """Return the tables and, last of all, how many documents there were and how the run ends."""
    lines = _documents(ending.outcomes, look)
    if look.statistics:
        lines += _rules(ending.outcomes, look)
    last = wrapped(Line(total(ending, look.lang), "title"), look.width, 2)
    return render([*lines, *last], width=look.width, color=look.color)


def total(ending: Ending, lang: Lang) -> str:
    """Return how many documents came to which result, worst first, and how the run ends."""
    counts = Counter(result(outcome, lang) for outcome in worst_first(ending.outcomes))
    told = word("list", lang).join(f"{name} {count}" for name, count in counts.items())
    return pick(_TOTAL, lang).format(count=len(ending.outcomes), told=told, code=int(ending.exit_code))


def worst_first(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes in the order in which they need a person."""
    return sorted(outcomes, key=_rank)


def _rank(outcome: Outcome) -> tuple[int, bool, int, int]:
    order = _WORST_FIRST.index(outcome.exit_code)
    return order, outcome.status == "clean", -outcome.findings.get("error", 0), -outcome.findings.get("warning", 0)


def result(outcome: Outcome, lang: Lang) -> str:
    """Return in a word what became of a document."""
    if outcome.problem_id == "interrupted":
        return pick(_NOT_AUDITED, lang)
    return pick(STATUSES[outcome.status], lang) if lang == "zh" else outcome.status


def _documents(outcomes: Sequence[Outcome], look: Look) -> list[Line]:
    told = [outcome for outcome in worst_first(outcomes) if outcome.problem_id != "interrupted"]
    listed = told
    if look.quiet or (len(told) > _ALL_LISTED and "passed" not in look.show):
        listed = [outcome for outcome in told if outcome.status != "clean"]
    folder = _folder([outcome.path for outcome in listed])
    title = pick(_DOCUMENTS, look.lang) + (pick(_IN, look.lang).format(folder=clean(folder)) if folder else "")
    rows = [_document(outcome, folder, look.lang) for outcome in listed]
    styles = [_STYLES[outcome.status] if outcome.exit_code else "good" for outcome in listed]
    lines = _table(title, OF_DOCUMENT, rows, styles, look)
    if listed and len(told) > len(listed):
        lines[-1:] = [Line("  " + pick(_CLEAN, look.lang).format(count=len(told) - len(listed)), "good"), Line()]
    return lines


def _document(outcome: Outcome, folder: str, lang: Lang) -> list[str]:
    name = clean(outcome.path[len(folder) :].lstrip("/\\") if folder else outcome.path)
    problem = f"{word('open', lang)}{outcome.problem}{word('close', lang)}" if outcome.problem else ""
    return [result(outcome, lang), *numbers(outcome), name + problem]


def numbers(outcome: Outcome) -> list[str]:
    """Return exit code, errors, warnings and coverage; a dash for none."""
    return [
        str(int(outcome.exit_code)),
        str(outcome.findings.get("error") or "-"),
        str(outcome.findings.get("warning") or "-"),
        f"{outcome.coverage}%" if outcome.coverage else "-",
    ]


def _folder(paths: Sequence[str]) -> str:
    """Return the folder that all paths are in, as they are written; "" where there is none, or only one path."""
    parents = zip(*(PurePath(path).parent.parts for path in paths), strict=False)
    shared = [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, parents)]
    whole = str(PurePath(*shared)) if shared and len(paths) > 1 else ""
    return whole if all(path.startswith(whole) for path in paths) else ""


def by_rule(outcomes: Iterable[Outcome], lang: Lang) -> list[OfRule]:
    """Return what was found by rule: the severest first, then those that most documents break."""
    found: dict[str, OfRule] = {}
    for outcome in outcomes:
        for id_, (severity, title, count) in outcome.rules.items():
            before = found.get(id_) or OfRule(severity, pick(SEVERITIES[severity], lang), id_, 0, 0, title)
            found[id_] = before._replace(found=before.found + count, files=before.files + 1)
    severities = list(SEVERITIES)
    return sorted(found.values(), key=lambda each: (severities.index(each.severity), -each.files, -each.found, each.id))


def _rules(outcomes: Iterable[Outcome], look: Look) -> list[Line]:
    told = by_rule(outcomes, look.lang)
    rows = [[each.told, each.id, str(each.found), str(each.files), each.title] for each in told]
    return _table(pick(_RULES, look.lang), OF_RULE, rows, [each.severity for each in told], look)


def _table(
    title: str, headings: Sequence[Text], rows: Sequence[Sequence[str]], styles: Iterable[str], look: Look
) -> list[Line]:
    """Lay out rows under headings, nothing without rows; numbers stand on the right, and only the last column is folded."""
    if not rows:
        return []
    head = [pick(heading, look.lang) for heading in headings]
    columns = list(zip(head, *rows, strict=True))[:-1]
    widths = [max(map(cells, column)) for column in columns]
    right = [not any(each.strip("0123456789.%-") for each in column[1:]) for column in columns]

    indent = 2 + sum(widths) + 2 * len(widths)
    room = max(look.width - indent, _NARROWEST)

    def line(values: Sequence[str], style: str, rest: str) -> list[Line]:
        shown = [padded(*each[:2], right=each[2]) for each in zip(values[:-1], widths, right, strict=True)]
        first, *later = _folded(values[-1], room)
        row = Line("  ").append(shown[0], style).append("".join(f"  {cell}" for cell in (*shown[1:], first)), rest)
        return [row, *(Line(" " * indent + text) for text in later)]

    lines = [*wrapped(Line(title, "title"), look.width, 2), *line(head, "help", "help")]
    for row, style in zip(rows, styles, strict=True):
        lines += line(row, style, "")
    return [*lines, Line()]


def _folded(text: str, room: int) -> list[str]:
    ends = break_points(text, room, room)
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
