"""Documents that nobody audited: silence would read as approval, so every output says of each that it was not, and why."""

from __future__ import annotations

from auditor.cli.crew import Lost
from auditor.cli.exits import Exit
from auditor.cli.work import Done, Task, Work
from auditor.model import Report, Text
from auditor.report.outcomes import outcome
from auditor.report.writing import Audited

_NOT_BEGUN = Text("核对中断，这份文件没有核对", "the run was interrupted before this document was audited")
_HUNG = Text("{seconds:g} 秒内没有结果，已停止，未能核对", "no result within {seconds:g} seconds, stopped, not audited")
_DIED = Text("核对这份文件的进程意外终止（{how}）", "the process that audited this document ended unexpectedly ({how})")
_MEMORY = Text("，可能内存不足", ", perhaps for lack of memory")


def not_begun(task: Task, work: Work) -> Done:
    """Return the result of a document that an interrupted run did not come to."""
    return _result(Report(task.input.path, "", "incomplete", problem=_NOT_BEGUN, problem_id="interrupted"), task, work)


def lost(task: Task, loss: Lost, seconds: float, work: Work) -> Done:
    """Return the result of a document whose process died or took longer than it may."""
    if not loss.how:
        said, id_ = Text(_HUNG.zh.format(seconds=seconds), _HUNG.en.format(seconds=seconds)), "worker-hung"
    else:
        zh, en = (_DIED.zh + _MEMORY.zh, _DIED.en + _MEMORY.en) if loss.killed else _DIED
        said, id_ = Text(zh.format(how=loss.how), en.format(how=loss.how)), "worker-died"
    return _result(Report(task.input.path, "", "unreadable", problem=said, problem_id=id_), task, work)


def _result(report: Report, task: Task, work: Work) -> Done:
    code = Exit.INCOMPLETE if report.status == "incomplete" else Exit.BUG
    audited = Audited(report, code)
    pairs = zip(work.makers, task.places, strict=True)
    pieces = tuple(None if place else maker.format.piece(audited, maker.look) for maker, place in pairs)
    return Done(outcome(report, code, work.lang), pieces, files=(("", ""),) * len(pieces))
