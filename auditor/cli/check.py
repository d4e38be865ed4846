"""`audit check`: audit documents and end with the code that a pipeline acts on."""

from __future__ import annotations

import os
import sys
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from auditor.cli.accepting import GATE, waiver_options
from auditor.cli.completion import formats
from auditor.cli.exits import Exit
from auditor.cli.guard import tell
from auditor.cli.helping import PLACE, lang_option, option
from auditor.cli.language import Lang, say
from auditor.cli.packs import options_of, rule_options
from auditor.cli.settings import Configured, settings_options
from auditor.cli.terminal import When, line_width, use_color

if TYPE_CHECKING:
    from auditor.report.writing import Look

_OUTPUT, _MANY = ("输出", "output"), ("多份文件", "many files")
_MOST_PROCESSES = 256
_SHOW = frozenset({"unchecked", "passed", "waived", "baselined", "fingerprints"})


class Asked(NamedTuple):
    """The arguments of `audit check`, as parsed."""

    paths: tuple[str, ...]
    output: tuple[str, ...]
    color: When
    width: int | None
    ascii: bool
    by: Literal["cause", "finding"]
    show: frozenset[str]
    fail_on: Literal["error", "warning", "info", "never"]
    fail_on_unchecked: bool
    min_coverage: Decimal | None
    exit_zero: bool
    waivers: str | None
    no_waivers: bool
    strict_waivers: bool
    baseline: str | None
    today: str
    pack: str
    rules: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    figures: bool
    page_images: bool
    quiet: bool
    verbose: bool
    statistics: bool
    jobs: int
    timeout: float
    resume: bool
    no_cache: bool


def _percent(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Decimal | None:
    """Read 95 or 95%."""
    if value is None:
        return None
    try:
        percent = Decimal(value.strip().removesuffix("%"))
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise click.BadParameter(f"{value}: 0–100%")
    return percent


def _shown(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    """Read --show unchecked,passed."""
    found = frozenset(word.strip() for value in values for word in value.split(",") if word.strip())
    if found - _SHOW:
        raise click.BadParameter(f"{', '.join(sorted(found - _SHOW))}: {', '.join(sorted(_SHOW))}")
    return found


def _processes(_ctx: click.Context, _param: click.Parameter, value: str) -> int:
    """Read a number of processes; auto is one for each processor that this process may use."""
    if value == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_PROCESSES:
        raise click.BadParameter(f"{value}: auto, 1–{_MOST_PROCESSES}")
    return int(value)


@click.command(
    cls=Configured,
    zh="核对文件里的每一个数字\n"
    "PATH 是 PDF 文件、文件夹（其中所有 *.pdf）或 -（标准输入）。\n"
    "退出码：0 无问题，1 有问题，2 用法或规则文件有误，3 文件无法读取，4 未能充分核对，5 程序内部错误",
    en="Check every number of documents\n"
    "PATH is a PDF file, a folder (every *.pdf in it) or - (standard input).\n"
    "Exit codes: 0 clean, 1 findings, 2 usage or rule file, 3 unreadable, 4 incomplete, 5 internal error",
)
@click.argument("paths", nargs=-1, metavar="PATH...", type=PLACE)
@option(
    "-o",
    "output",
    multiple=True,
    shell_complete=formats,
    metavar="FORMAT[=PATH]",
    under=_OUTPUT,
    zh="格式：full（默认）、concise、json、jsonl、sarif、junit、github、gitlab、markdown、csv、xlsx、html、pdf；可写到文件；可多次",
    en="full (default), concise, json, jsonl, sarif, junit, github, gitlab, markdown, csv, xlsx, html, pdf; to a file with =PATH; repeat",
)
@lang_option(_OUTPUT)
@option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    under=_OUTPUT,
    zh="颜色；也看 NO_COLOR 和 FORCE_COLOR",
    en="colour; NO_COLOR and FORCE_COLOR count too",
)
@option(
    "--width",
    type=click.IntRange(40, 1000),
    metavar="N",
    under=_OUTPUT,
    zh="每行宽度，默认随终端，写入文件时 100",
    en="cells of a line; by default the terminal's, 100 in files",
)
@option("--ascii", is_flag=True, under=_OUTPUT, zh="符号只用 ASCII", en="draw signs in ASCII")
@option(
    "--by",
    type=click.Choice(["cause", "finding"]),
    default="cause",
    under=_OUTPUT,
    zh="按原因归并，或逐条列出",
    en="group findings by cause, or list them one by one",
)
@option(
    "--show",
    multiple=True,
    callback=_shown,
    metavar="WHAT",
    under=_OUTPUT,
    zh="另外列出 unchecked（未核）、passed（成立）、waived（已豁免）、baselined（基线已知）、fingerprints（指纹）",
    en="also list unchecked, passed, waived, baselined; fingerprints of findings",
)
@option("--figures", is_flag=True, under=_OUTPUT, zh="JSON 中列出每一个数字", en="list every figure in JSON")
@option(
    "--page-images",
    is_flag=True,
    under=_OUTPUT,
    zh="HTML 中嵌入有问题的页的原图",
    en="embed true images of pages with findings in HTML",
)
@option(
    "-q",
    "quiet",
    is_flag=True,
    under=_OUTPUT,
    zh="无问题的文件不输出，不显示进度",
    en="nothing for clean documents, no progress",
)
@option(
    "-j",
    "--jobs",
    default="auto",
    callback=_processes,
    metavar="N|auto",
    under=_MANY,
    zh="同时核对几份文件（默认 auto：每个处理器一份）",
    en="documents audited at a time (default auto: one for each processor)",
)
@option(
    "--resume",
    is_flag=True,
    under=_MANY,
    zh="接续同一命令被中断的核对：已完成的不再重做",
    en="continue an interrupted run of the same command: what was done is not done again",
)
@option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=300,
    metavar="SECONDS",
    under=_MANY,
    zh="一份文件超过此时间没有结果即停止（默认 300 秒）",
    en="stop a document that has no result after this time (default: 300 seconds)",
)
@option(
    "--statistics",
    is_flag=True,
    under=_MANY,
    zh="最后按规则汇总",
    en="sum up by rule at the end",
)
@option(
    "-v",
    "verbose",
    is_flag=True,
    under=_MANY,
    zh="每核对完一份，在标准错误输出一行",
    en="a line on stderr for each document that is done",
)
@option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    under=GATE,
    zh="达到这一级即为不通过（默认 error）",
    en="least severity that fails (default: error)",
)
@option(
    "--fail-on-unchecked", is_flag=True, under=GATE, zh="有未核的即为不完整", en="unchecked checks make it incomplete"
)
@option(
    "--min-coverage",
    callback=_percent,
    metavar="P%",
    under=GATE,
    zh="覆盖率低于此数即为不完整",
    en="less coverage makes it incomplete",
)
@option(
    "--exit-zero",
    is_flag=True,
    under=GATE,
    zh="有问题、不完整也以 0 结束",
    en="end with 0 for findings and incomplete too",
)
@waiver_options
@option(
    "--baseline",
    type=PLACE,
    metavar="FILE",
    under=GATE,
    zh="已知问题（audit baseline write 写出的）不计入",
    en="what this file knows (from audit baseline write) does not count",
)
@rule_options
@settings_options
@click.pass_context
def check(ctx: click.Context, /, **given: Any) -> Exit:  # noqa: ANN401 click passes by name what is declared above
    """Audit documents."""
    if not given["paths"]:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    return _run(Asked(**given), ctx.obj)


def _run(asked: Asked, lang: Lang) -> Exit:
    from auditor.cli.accepting import accepting
    from auditor.cli.gate import Gate
    from auditor.cli.inputs import inputs
    from auditor.cli.outputs import installed, read_specs
    from auditor.cli.run import How, run

    specs = read_specs(asked.output, lang)
    if asked.page_images:
        if not any(spec.name == "html" for spec in specs):
            raise click.UsageError(say(lang, "--page-images 须与 -o html 同用", "--page-images goes with -o html"))
        installed(("pypdfium2", "PIL"), "images", "--page-images", lang)
    found, copies = inputs(asked.paths)
    if copies and not asked.quiet:
        tell(
            say(
                lang,
                f"略过 {copies} 份带批注的副本（*.audit.pdf）",
                f"left out: {copies} annotated copies (*.audit.pdf)",
            )
        )
    options = options_of(asked.pack, asked.rules, asked.select, asked.ignore, fresh=asked.no_cache, lang=lang)
    accepted = accepting(
        asked.waivers, asked.baseline, asked.today, use=not asked.no_waivers, strict=asked.strict_waivers, lang=lang
    )
    if accepted.file:
        from auditor.audit import wanted_rules

        accepted = accepted._replace(rules=frozenset().union(*(wanted_rules(pack, options) for pack in options.packs)))
    gate = Gate(asked.fail_on, asked.fail_on_unchecked, asked.min_coverage, asked.exit_zero, accepted.settlement)
    how = How(
        asked.paths,
        asked.width,
        asked.jobs,
        asked.timeout,
        resume=asked.resume,
        keep=not asked.no_cache,
        verbose=asked.verbose,
    )
    return run(found, specs, _look(asked, lang, many=len(found) > 1), options, gate, how, accepted)


def _look(asked: Asked, lang: Lang, *, many: bool) -> Look:
    from auditor.report.writing import Look

    return Look(
        lang=lang,
        many=many,
        color=use_color(asked.color, os.environ, sys.stdout),
        width=line_width(asked.width, os.environ, sys.stdout),
        ascii=asked.ascii,
        by=asked.by,
        show=asked.show,
        figures=asked.figures,
        page_images=asked.page_images,
        quiet=asked.quiet,
        statistics=asked.statistics,
        fail_on=asked.fail_on,
    )
