"""Write the manual pages audit.1 from the commands themselves, in both languages.

    python docs/man/write.py [--check]

With --check nothing is written; exit code 1 says that a page is not what the commands say now.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from auditor import __version__
from auditor.cli.exits import Exit
from auditor.cli.helping import Command, Option, metavar
from auditor.cli.language import Lang, say
from auditor.cli.program import program

PLACES: dict[Lang, str] = {"en": "audit.1", "zh": "audit.zh.1"}


class Words(NamedTuple):
    """The headings of a page, which is all that the commands do not say themselves."""

    name: str
    synopsis: str
    commands: str
    environment: str
    codes: str


_WORDS: dict[Lang, Words] = {
    "en": Words("NAME", "SYNOPSIS", "COMMANDS", "ENVIRONMENT", "EXIT STATUS"),
    "zh": Words("名称", "用法", "命令", "环境变量", "退出码"),
}
_CODES: dict[Exit, tuple[str, str]] = {
    Exit.CLEAN: ("没有达到 --fail-on 的问题", "nothing at or above --fail-on"),
    Exit.FINDINGS: ("有问题", "findings"),
    Exit.USAGE: (
        "用法、配置或规则文件有误，什么也没有核对",
        "wrong usage, configuration or rule file; nothing was audited",
    ),
    Exit.UNREADABLE: ("文件不存在或无法读取", "a document is missing or unreadable"),
    Exit.INCOMPLETE: ("没有或未能充分核对", "incomplete: nothing, or too little, could be checked"),
    Exit.BUG: ("程序内部错误，是 audit 的缺陷", "internal error: a bug in audit"),
    Exit.INTERRUPTED: ("被中断", "interrupted"),
    Exit.PIPE_CLOSED: ("读取输出的程序已结束", "the reader of the output went away"),
}
_VARIABLES: dict[str, tuple[str, str]] = {
    "AUDIT_LANG": ("语言，先于 LC_ALL、LC_MESSAGES、LANG", "language, before LC_ALL, LC_MESSAGES, LANG"),
    "NO_COLOR, FORCE_COLOR": ("不用、总用颜色", "colour never, always"),
    "COLUMNS": ("每行宽度", "cells of a line"),
    "XDG_CACHE_HOME": ("缓存文件夹所在", "where the cache folder is"),
    "AUDIT_DEBUG": ("为 1 时把内部错误的详情写到标准错误", "1 = the traceback of an internal error goes to stderr"),
}


def page(lang: Lang) -> str:
    """Return a manual page in the man macros of roff."""
    words = _WORDS[lang]
    with click.Context(program, obj=lang) as context:
        lines = [
            f'.TH AUDIT 1 "" "auditor {__version__}"',
            ".ad l",
            ".nh",
            *_head(words, lang),
            f".SH {words.commands}",
        ]
        for name in program.list_commands(context):
            command = program.get_command(context, name)
            if isinstance(command, Command):
                lines += _command(name, command, lang)
    lines += _terms(words.environment, ((name, say(lang, *said)) for name, said in _VARIABLES.items()))
    lines += _terms(words.codes, ((str(int(code)), say(lang, *_CODES[code])) for code in Exit))
    return "\n".join(lines) + "\n"


def _head(words: Words, lang: Lang) -> Iterator[str]:
    first, *examples = say(lang, program.zh, program.en).split("\n")
    yield f".SH {words.name}"
    yield rf"audit \- {_escaped(first)}"
    yield f".SH {words.synopsis}"
    yield ".nf"
    yield from (_escaped(line.strip()) for line in examples if line.strip())
    yield ".fi"


def _command(name: str, command: Command, lang: Lang) -> Iterator[str]:
    pieces = [metavar(param) for param in command.params if isinstance(param, click.Argument)]
    yield f".SS {_escaped(' '.join(['audit', name, *pieces]))}"
    for i, line in enumerate(say(lang, command.zh, command.en).split("\n")):
        yield from [".br"] if i else []
        yield _escaped(line)
    for param in command.params:
        if isinstance(param, Option):
            yield ".TP"
            value = "" if param.is_flag else rf" \fI{_escaped(metavar(param))}\fR"
            yield rf"\fB{_escaped(', '.join(param.opts))}\fR{value}"
            yield _escaped(say(lang, param.zh, param.en))


def _terms(heading: str, pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield f".SH {heading}"
    for term, said in pairs:
        yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(said))


def _escaped(text: str) -> str:
    r"""Return text that roff prints as it stands: a dot or quote at the start of a line is a request, \ an escape."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped


def main() -> int:
    """Write or compare both pages; return the exit code."""
    stale = False
    for lang, name in PLACES.items():
        place, fresh = Path(__file__).parent / name, page(lang)
        if place.exists() and place.read_text(encoding="utf-8") == fresh:
            continue
        stale = True
        if "--check" in sys.argv:
            print(f"{name} is stale: run make docs")
        else:
            place.write_text(fresh, encoding="utf-8")
    return int("--check" in sys.argv and stale)


if __name__ == "__main__":
    sys.exit(main())
