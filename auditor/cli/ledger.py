"""`audit waive` and `audit baseline`: findings that somebody answers for, and findings that were there before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from auditor.cli.accepting import WAIVERS, day, today_option
from auditor.cli.exits import Exit
from auditor.cli.guard import tell
from auditor.cli.helping import PLACE, lang_option, option
from auditor.cli.language import Lang, say
from auditor.cli.nearby import nearest
from auditor.cli.packs import options_of, rule_options
from auditor.cli.settings import Configured, settings_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Waiver
    from auditor.suppressions.waiver_file import WaiverFile

_SHORTEST = 4  # hex digits that name a finding
_UNDER = ("豁免", "waiver")
_BASELINE = ".audit-baseline.json"


class Asked(NamedTuple):
    """The arguments of `audit waive`, as parsed."""

    finding: str | None
    file: str
    reason: str | None
    until: str | None
    by: str
    every: bool
    waivers: str | None
    today: str
    pack: str
    rules: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    no_cache: bool


@click.command(
    cls=Configured,
    zh="豁免一项问题：写明理由和期限，数字一变即失效\n"
    "FINDING 是指纹（可只写前几位）或规则编号；不写则列出可以豁免的问题",
    en="Waive a finding, with a reason and a last day; it counts again when its figures change\n"
    "FINDING is a fingerprint (its first digits do) or the id of a rule; without it, what can be waived is listed",
)
@click.argument("finding", required=False, metavar="[FINDING]")
@option(
    "--file",
    required=True,
    metavar="FILE",
    under=_UNDER,
    zh="有此问题的 PDF 或 JSON 报告",
    en="the document, or its JSON report",
)
@option("--reason", metavar="TEXT", under=_UNDER, zh="为什么不是问题（必写）", en="why it is no mistake (required)")
@option(
    "--until",
    callback=day,
    metavar="DATE",
    under=_UNDER,
    zh="最后一天，不超过 400 天（必写）",
    en="the last day, within 400 days (required)",
)
@option("--by", default="", metavar="NAME", under=_UNDER, zh="由谁负责", en="who answers for it")
@option(
    "--all", "every", is_flag=True, under=_UNDER, zh="所指的每一项都豁免", en="waive every finding that FINDING names"
)
@option(
    "--waivers",
    type=PLACE,
    metavar="FILE",
    under=_UNDER,
    zh=f"写到哪里，默认用最近的 {WAIVERS}",
    en=f"where to write; by default the nearest {WAIVERS}",
)
@today_option(_UNDER)
@rule_options
@settings_options
@lang_option()
@click.pass_context
def waive(ctx: click.Context, /, **given: Any) -> Exit:  # noqa: ANN401 click passes by name what is declared above
    """Add a waiver to the file."""
    return _waive(Asked(**given), ctx.obj)


def _waive(asked: Asked, lang: Lang) -> Exit:
    from auditor.cli.reports import told_reports
    from auditor.suppressions.settling import Settlement

    path = asked.waivers or nearest((WAIVERS,)) or WAIVERS
    file, text = _present(path)
    options = options_of(asked.pack, asked.rules, asked.select, asked.ignore, fresh=asked.no_cache, lang=lang)
    settlement = Settlement(tuple(entry.waiver for entry in file.entries), asked.today)
    reports = told_reports([asked.file], options, settlement, lang)
    if any(report["status"] == "unreadable" for report in reports):
        return Exit.UNREADABLE
    found = [finding for report in reports for finding in report["findings"]]
    chosen = [finding for finding in found if asked.finding and _is_named(finding, asked.finding)]
    if asked.finding is None:
        sys.stdout.write(_listed(finding for finding in found if finding["state"] == "open"))
        return Exit.CLEAN
    _refuse(asked, chosen, lang)
    waivers = [_waiver(finding, asked) for finding in chosen]
    _write(path, text, file, waivers, lang)
    for waiver, finding in zip(waivers, chosen, strict=True):
        tell(f"{path}: {waiver.rule} {waiver.fingerprint} {finding['message']}")
    return Exit.CLEAN


def _present(path: str) -> tuple[WaiverFile, str]:
    """Return the waivers of a file and its text; a file that is not there yet is empty."""
    from auditor.suppressions.waiver_file import WaiverFile, read_waivers

    if not Path(path).exists():
        return WaiverFile(path), ""
    file = read_waivers(Path(path), path)  # first: it tells what is wrong with the file
    return file, Path(path).read_bytes().decode("utf-8-sig")


def _is_named(finding: dict[str, Any], word: str) -> bool:
    digits = word.lower().removeprefix("fp:v1:")
    print_ = finding["fingerprint"].removeprefix("fp:v1:")
    return finding["rule"].casefold() == word.casefold() or (len(digits) >= _SHORTEST and print_.startswith(digits))


def _listed(findings: Any) -> str:  # noqa: ANN401  # JSON
    return "".join(
        f"{each['fingerprint']}  {each['severity']}[{each['rule']}] {each['message']}\n" for each in findings
    )


def _refuse(asked: Asked, chosen: Sequence[dict[str, Any]], lang: Lang) -> None:
    """Raise click.UsageError for what cannot be a waiver."""
    from auditor.suppressions.waiving import LONGEST, last_day

    if not chosen:
        zh = f"{asked.file} 里没有“{asked.finding}”这样的问题；不写 FINDING 可列出所有问题"
        raise click.UsageError(
            say(lang, zh, f"{asked.file} has no finding “{asked.finding}”; without FINDING all are listed")
        )
    if len(chosen) > 1 and not asked.every:
        zh, en = (
            f"“{asked.finding}”指 {len(chosen)} 项；写明指纹，或加 --all：",
            f"“{asked.finding}” names {len(chosen)} findings; give a fingerprint, or --all:",
        )
        raise click.UsageError(f"{say(lang, zh, en)}\n{_listed(chosen).rstrip()}")
    if not (asked.reason or "").strip():
        raise click.UsageError(say(lang, "缺 --reason：为什么不是问题", "--reason is missing: why is it no mistake?"))
    if asked.until is None or not asked.today <= asked.until <= last_day(asked.today):
        latest = last_day(asked.today)
        zh, en = (
            f"--until：写一个日期，最晚 {latest}（{LONGEST} 天）",
            f"--until: a day, {latest} at the latest ({LONGEST} days)",
        )
        raise click.UsageError(say(lang, zh, en))


def _waiver(finding: dict[str, Any], asked: Asked) -> Waiver:
    from auditor.model import Waiver

    reason = " ".join((asked.reason or "").split())
    return Waiver(
        finding["fingerprint"], finding["rule"], finding["values"], reason, asked.until or "", asked.by.strip()
    )


def _write(path: str, text: str, file: WaiverFile, added: Sequence[Waiver], lang: Lang) -> None:
    from auditor.cli.files import kept_as
    from auditor.suppressions.waiver_text import with_waivers

    changed = with_waivers(text, file, added)
    if changed is None:
        zh, en = (
            "列表写在方括号里，请先改成每项一行“- ”",
            "the list is written in brackets; put each item on lines of its own first",
        )
        raise click.UsageError(f"{path}: {say(lang, zh, en)}")
    with kept_as(path, binary=False) as stream:
        stream.write(changed)


# ---------------------------------------------------------------- baseline


@click.command(
    cls=Configured,
    zh="基线：记下现有的问题，以后只拦新问题\nwrite 把 FILE 里现有的问题记入基线；prune 去掉 FILE 里已经更正的",
    en="Baseline: record today's findings, so that only new ones count\n"
    "write records the findings of FILE; prune removes those that FILE has no more",
)
@click.argument("action", type=click.Choice(["write", "prune"]), metavar="write|prune")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option(
    "-o",
    "--baseline",
    "baseline",
    default=_BASELINE,
    type=PLACE,
    metavar="PATH",
    zh=f"基线文件，默认 {_BASELINE}",
    en=f"the baseline, by default {_BASELINE}",
)
@rule_options
@settings_options
@lang_option()
@click.pass_context
def baseline(
    ctx: click.Context,
    /,
    action: str,
    files: tuple[str, ...],
    baseline: str,
    pack: str,
    rules: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    *,
    no_cache: bool,
) -> Exit:
    """Write or prune a baseline."""
    from auditor.cli.accepting import accepting, baseline_of
    from auditor.cli.files import kept_as
    from auditor.cli.reports import audited
    from auditor.suppressions.baseline import baseline_text, known_findings, pruned
    from auditor.suppressions.settling import settled

    lang: Lang = ctx.obj
    before = baseline_of(baseline) if action == "prune" else ()
    waivers = accepting(None, None, _today(), use=True, strict=False, lang=lang).settlement
    options = options_of(pack, rules, select, ignore, fresh=no_cache, lang=lang)
    reports = [settled(report, waivers) for report in audited(files, options, lang)]
    kept = [known for report in reports for known in known_findings(report)]
    if action == "prune":
        found = {finding.fingerprint for report in reports for finding in report.findings}
        whole = [report for report in reports if report.mark and not report.problem_id]
        applied = {rule for report in whole for rule in report.rules}
        kept = pruned(before, found, {report.mark for report in whole}, applied)
    with kept_as(baseline, binary=False) as stream:
        stream.write(baseline_text(kept))
    gone, count = len(before) - len(kept), len(kept)
    more = say(lang, f"，去掉 {gone} 项", f", {gone} removed") if action == "prune" else ""
    tell(f"{baseline}: " + say(lang, f"{count} 项问题{more}", f"{count} finding{'s' * (count != 1)}{more}"))
    return Exit.UNREADABLE if any(report.status == "unreadable" for report in reports) else Exit.CLEAN


def _today() -> str:
    import time

    return time.strftime("%Y-%m-%d")
