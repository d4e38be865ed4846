"""From whatever happens to one exit code and one readable message: nothing leaks as 1, which means findings."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from auditor.cli.exits import Exit
from auditor.cli.language import Lang, asked, say


def guarded(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    lang = asked(arguments, os.environ)
    if instruction := os.environ.get("_AUDIT_COMPLETE"):
        from auditor.cli.completion import completed

        return completed(instruction, lang)
    _speak_any_text()
    try:
        code = _run(arguments, lang)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return Exit.PIPE_CLOSED
    except KeyboardInterrupt:
        tell(say(lang, "已中断", "interrupted"))
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 what nobody foresaw is a bug, and must not end with 1
        tell(bug_text(error, lang))
        return Exit.BUG
    return code


def _run(arguments: Sequence[str], lang: Lang) -> int:
    """Parse and run; mistakes of the user become messages here."""
    from auditor.cli.program import program

    try:
        with program.make_context("audit", list(arguments), obj=lang) as context:
            result = program.invoke(context)
            return result if isinstance(result, int) else Exit.CLEAN
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        tell(f"{say(lang, '用法有误', 'error')}: {error.format_message()}")
        return Exit.USAGE
    except Exception as error:  # noqa: BLE001 what is not our own is raised again
        return _foreseen(error, lang)


def _foreseen(error: Exception, lang: Lang) -> Exit:
    """Turn our own exceptions into a message; raise all others again.

    Imported here because the model is not needed to show help.
    """
    from auditor.model import AuditorError, Text, UnreadableError

    if isinstance(error, UnreadableError):
        from auditor.report.problems import problem

        tell(f"unreadable[{error.reason}]: {problem(error.reason, Text(error.detail, error.detail), lang)}")
        return Exit.UNREADABLE
    if not isinstance(error, AuditorError):
        raise error
    text = getattr(error, "text", None)  # rule files tell all their mistakes, in either language
    tell(text(lang) if callable(text) else str(error))
    return Exit.USAGE


def tell(text: str) -> None:
    """Write a message to stderr."""
    click.echo(text, err=True)


def bug_text(error: Exception, lang: Lang) -> str:
    """Say that this is our fault, and where the traceback is: on stderr with AUDIT_DEBUG=1, else in a file."""
    import traceback

    trace = "".join(traceback.format_exception(error))
    said = say(
        lang,
        f"程序内部错误（{type(error).__name__}）：这是 audit 的缺陷，不是您文件的问题。",
        f"internal error ({type(error).__name__}): this is a bug in audit, not a mistake in your document.",
    )
    if os.environ.get("AUDIT_DEBUG") == "1":
        return f"{trace}{said}"
    place = _saved(trace)
    return said + say(
        lang, f"\n详细信息在 {place}，请随问题报告一起提交。", f"\nThe traceback is in {place}; please report it."
    )


def _saved(trace: str) -> str:
    """Write a traceback to the temporary folder; the last line of it where even that fails."""
    import tempfile
    from pathlib import Path

    try:
        handle, name = tempfile.mkstemp(prefix="audit-bug-", suffix=".txt")
        os.close(handle)
        Path(name).write_text(trace, encoding="utf-8")
    except OSError:
        return trace.strip().rsplit("\n", 1)[-1]
    return name


def _speak_any_text() -> None:
    """Let no character of a document or file name break the output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _silence_stdout() -> None:
    """Point stdout at nothing: the interpreter flushes it once more when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # not a real stream: nothing to silence
        return
