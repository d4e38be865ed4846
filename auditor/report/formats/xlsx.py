"""The list of issues that an office sends to a unit, as a workbook: issues, errata, what was checked, what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, Any

from auditor.model import Report, Text, Verdict
from auditor.report.errata import errata
from auditor.report.issues import SEVERITIES, issues
from auditor.report.naming import clean
from auditor.report.problems import problem
from auditor.report.states import STATES, only_open
from auditor.report.summary import document_name, found
from auditor.report.tally import STATUSES, by_verdict, is_complete
from auditor.report.unchecked import unchecked
from auditor.report.words import Lang, pick, word
from auditor.report.workbook import Book, Column, Value
from auditor.report.writing import Audited, Ending, Format, Look, Writer

Row = list[Value]

_TINTS = {"error": "#F8D7D3", "warning": "#FBE8C2", "info": "#D9ECF1"}
_SHEETS = (
    Text("问题清单", "Issues"),
    Text("勘误表", "Errata"),
    Text("核对情况", "Coverage"),
    Text("未核项目", "Unchecked"),
)
_STATES = (
    STATES["open"],
    Text("已更正", "corrected"),
    Text("无需更正", "no error"),
    STATES["waived"],
    STATES["baselined"],
)
_ASK = Text("请核对", "please check")
_FOOTER = Text("&L&A&C第 &P 页，共 &N 页&R&D", "&L&A&Cpage &P of &N&R&D")


def _piece(audited: Audited, look: Look) -> dict[str, Any]:
    """Return the rows of one document, by sheet, and what stands above them when it is the only one."""
    report, lang = audited.report, look.lang
    lead: Row = [clean(report.path)]
    done = is_complete(report)
    problem_text = "" if done else problem(report.problem_id, report.problem, lang)
    shown = only_open(report)
    told = found(shown, lang, kinds=False) if shown.findings else pick(STATUSES[report.status], lang)
    return {
        "name": document_name(report, lang) or clean(report.path),
        "found": "  ".join(part for part in (told, problem_text) if part),
        "issues": _issues(report, lang, lead),
        "errata": _errata(report, lang, lead),
        "coverage": _coverage(report, lang, lead, problem_text),
        "unchecked": [
            [each.rule, each.title, each.reason, str(each.times), word("semicolon", lang).join(each.places), *lead]
            for each in unchecked(report, lang)
        ],
    }


def _issues(report: Report, lang: Lang, lead: Row) -> list[list[Any]]:
    """Return the tint and the row of each issue."""
    rows: list[list[Any]] = []
    for issue in sorted(issues(report, lang), key=lambda issue: issue.page):
        row: Row = [
            pick(SEVERITIES[issue.severity], lang), issue.place, issue.message, issue.quote, issue.stated,
            issue.computed, issue.difference, issue.unit, issue.suggestion, issue.state, issue.remark,
            issue.arithmetic, f"{issue.cause} {issue.slip}".strip(), word(issue.confidence, lang), issue.rule, issue.page,
            issue.fingerprint, report.issuer, *lead,
        ]  # fmt: skip
        rows.append([_TINTS[issue.severity], row])
    return rows


def _errata(report: Report, lang: Lang, lead: Row) -> list[Row]:
    return [
        [
            str(row.page), row.place, row.item, row.printed, row.wanted or pick(_ASK, lang), row.slip,
            word(row.confidence, lang), row.cause, *lead,
        ]
        for row in errata(only_open(report), lang)
    ]  # fmt: skip


def _coverage(report: Report, lang: Lang, lead: Row, problem_text: str) -> Row:
    n, coverage = by_verdict(report), report.coverage
    status = report.status if is_complete(report) or report.status == "unreadable" else "incomplete"
    return [
        *lead, report.issuer, str(report.year or ""), report.kind, pick(STATUSES[status], lang), report.pages,
        len(report.checks), n[Verdict.HOLDS] + n[Verdict.ROUNDING], n[Verdict.ROUNDING],
        n[Verdict.FAILS] + n[Verdict.TRUNCATED], n[Verdict.UNCHECKED], coverage.checked + coverage.unchecked,
        coverage.unchecked, f"{coverage.share * 100:.1f}%", problem_text,
    ]  # fmt: skip


# ---------------------------------------------------------------- sheets


def columns_of(lang: Lang, *, many: bool) -> tuple[Sequence[Column], ...]:
    """Return the columns of the four sheets; what only programs need stands behind the printed part."""

    def column(zh: str, en: str, width: float, kind: str = "text", **more: Any) -> Column:  # noqa: ANN401
        return Column(zh if lang == "zh" else en, width, kind, **more)

    file = column("文件", "file", 30, aside=not many)
    return (
        (
            column("序号", "no.", 5, "order"), column("级别", "severity", 6, "centre"), column("位置", "place", 17),
            column("问题", "finding", 34), column("原文", "quote", 22), column("所写", "stated", 13, "number"),
            column("按其他数字", "from others", 13, "number"), column("差额", "difference", 12, "number"),
            column("单位", "unit", 5, "centre"), column("建议", "suggestion", 21),
            column("状态", "state", 7, "choice", choices=tuple(pick(state, lang) for state in _STATES)),
            column("答复", "answer", 13), column("算式", "arithmetic", 40, aside=True),
            column("原因", "cause", 20, aside=True), column("把握", "confidence", 6, "centre", aside=True),
            column("规则", "rule", 9, aside=True), column("页", "page", 6, "number", aside=True),
            column("指纹", "fingerprint", 24, aside=True), column("编制单位", "issuer", 24, aside=True),
            file._replace(aside=True),
        ),
        (
            column("序号", "no.", 5, "order"), column("页", "page", 5, "centre"), column("位置", "place", 40),
            column("项目", "item", 24), column("原为", "printed", 18), column("应为", "should be", 20),
            column("原因", "reason", 16), column("把握", "confidence", 6, "centre"), column("编号", "cause", 6, "centre"), file,
        ),
        (
            column("文件", "file", 28), column("编制单位", "issuer", 24), column("年度", "year", 7, "centre"), column("类别", "kind", 7, "centre"),
            column("结果", "result", 15), column("页数", "pages", 6, "number"), column("核对", "checks", 8, "number"),
            column("成立", "hold", 8, "number"), column("舍入内", "by rounding", 8, "number"),
            column("不符", "fail", 8, "number"), column("未核", "unchecked", 8, "number"),
            column("数字", "figures", 8, "number"), column("未用到", "unused", 8, "number"),
            column("覆盖率", "coverage", 8, "centre"), column("说明", "note", 28),
        ),
        (
            column("规则", "rule", 9), column("应当成立的", "what should hold", 36),
            column("未核的原因", "why it was not checked", 36), column("条数", "checks", 6, "centre"),
            column("位置", "place", 36), file,
        ),
    )  # fmt: skip


class _Workbook:
    """The workbook of a run."""

    def __init__(self, stream: IO[bytes], look: Look) -> None:
        lang = look.lang
        names = [pick(name, lang) for name in _SHEETS]
        self._book = Book(stream, names[0])
        self._names, self._many, self._begun = names, look.many, False
        self._sheets = [
            self._book.sheet(name, columns, pick(_FOOTER, lang))
            for name, columns in zip(names, columns_of(lang, many=look.many), strict=True)
        ]

    def add(self, piece: Mapping[str, Any]) -> None:
        """Write the rows of one document."""
        self._head("" if self._many else piece["name"], "" if self._many else piece["found"])
        found, errata_, coverage, left = self._sheets
        for tint, row in piece["issues"]:
            found.row(row, tint)
        for row in piece["errata"]:
            errata_.row(row)
        coverage.row(piece["coverage"])
        for row in piece["unchecked"]:
            left.row(row)

    def _head(self, name: str, line: str) -> None:
        if not self._begun:
            for sheet, title in zip(self._sheets, self._names, strict=True):
                sheet.head(f"{name}  {title}".strip(), line)
        self._begun = True

    def finish(self, ending: Ending) -> None:  # noqa: ARG002 the door of every writer
        """Write the workbook."""
        self._head("", "")
        for sheet in self._sheets:
            sheet.finish()
        self._book.close()


def _writer(stream: IO[Any], look: Look) -> Writer:
    return _Workbook(stream, look)


FORMAT = Format(
    Text("问题清单，Excel 工作簿", "the list of issues as a workbook"),
    _piece,
    _writer,
    binary=True,
    needs=("xlsxwriter",),
    extra="xlsx",
)
