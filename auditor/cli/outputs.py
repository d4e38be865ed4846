"""Where reports go: -o FORMAT to stdout, -o FORMAT=PATH to a file, or to a folder of files for formats of one document."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

import click

from auditor.cli.exits import Exit
from auditor.cli.guard import bug_text, tell
from auditor.cli.language import Lang, say
from auditor.report.formats import find, missing, names
from auditor.report.writing import Audited, Ending, Format, Look, OutputError, Writer


class Spec(NamedTuple):
    """One -o: a format with its name, and a file; None = stdout."""

    name: str
    format: Format
    path: str | None


def read_specs(words: Sequence[str], lang: Lang) -> tuple[Spec, ...]:
    """Read every -o; a report in full to stdout when there is none. Raises click.UsageError."""
    specs = tuple(_read(word, lang) for word in words) or (Spec("full", find("full"), None),)
    if sum(spec.path is None for spec in specs) > 1:
        raise click.UsageError(
            say(
                lang,
                "只能有一种格式写到标准输出；其余的请写成 -o 格式=文件",
                "only one format can go to stdout; write the others as -o FORMAT=PATH",
            )
        )
    paths = Counter(Path(spec.path).resolve() for spec in specs if spec.path is not None)
    for path in (path for path, count in paths.items() if count > 1):
        raise click.UsageError(say(lang, f"-o：两种格式写到同一个文件：{path}", f"-o: two formats write {path}"))
    return specs


def _read(word: str, lang: Lang) -> Spec:
    name, equals, path = word.partition("=")
    try:
        format_ = find(name)
    except KeyError as error:
        raise _unknown(word, lang) from error
    if equals and not path:
        raise _unknown(word, lang)
    installed(format_.needs, format_.extra, f"-o {name}", lang)
    if format_.binary and not equals and sys.stdout.isatty():
        zh, en = f"不能显示在终端，请写成 -o {name}=文件", f"a terminal cannot show it; write -o {name}=PATH"
        raise click.UsageError(f"-o {name}: {say(lang, zh, en)}")
    return Spec(name, format_, path if equals else None)


def _unknown(word: str, lang: Lang) -> click.UsageError:
    known = ", ".join(names())
    zh, en = f"格式须为 {known} 之一，可加 =文件", f"FORMAT is one of {known}, with =PATH or not"
    return click.UsageError(f"-o {word}: {say(lang, zh, en)}")


def installed(needs: tuple[str, ...], extra: str, asked: str, lang: Lang) -> None:
    """Raise click.UsageError with the command that installs an extra, when a module of it is missing."""
    if lacking := missing(needs):
        command = f"{shlex.quote(sys.executable)} -m pip install 'auditor[{extra}]'"
        raise click.UsageError(
            say(
                lang,
                f"{asked} 需要 {'、'.join(lacking)}，尚未安装；安装命令：\n  {command}",
                f"{asked} needs {', '.join(lacking)}, which is not installed; this installs it:\n  {command}",
            )
        )


class Output(NamedTuple):
    """One open output: the piece of a document is written as soon as it is made."""

    spec: Spec
    stream: IO[Any]
    writer: Writer
    look: Look

    def write(self, _audited: Audited, piece: Any) -> None:  # noqa: ANN401 what the format made
        """Write the piece of one document."""
        self.writer.add(piece)
        self.stream.flush()

    def finish(self, ending: Ending) -> None:
        """Write what comes after the last document."""
        self.writer.finish(ending)
        self.stream.flush()


class Folder:
    """An output of several documents in a format that holds one: a file for each, named like the document."""

    def __init__(self, spec: Spec, look: Look, inputs: frozenset[Path]) -> None:
        self.spec, self.look, self.inputs = spec, look, inputs
        self.taken: set[Path] = set()

    def write(self, audited: Audited, piece: Any) -> None:  # noqa: ANN401 what the format made
        """Write the file of one document."""
        with self._place(audited.report.path).open(**_mode(self.spec)) as stream:
            writer = self.spec.format.writer(stream, self.look)
            writer.add(piece)
            writer.finish(Ending({audited.report.status: 1}, audited.exit_code))

    def finish(self, ending: Ending) -> None:
        """Do nothing: every file is complete."""

    def _place(self, document: str) -> Path:
        """Return a file that no document of this run has yet, and that is none of them."""
        stem = "stdin" if document == "-" else Path(document).stem
        folder, suffix, number = Path(self.spec.path or "").resolve(), self.spec.format.suffix, 1
        found = folder / f"{stem}{suffix}"
        while found in self.taken | self.inputs:
            number += 1
            found = folder / f"{stem}-{number}{suffix}"
        self.taken.add(found)
        return found


def _mode(spec: Spec) -> dict[str, Any]:
    """Return how to open the file of a format."""
    if spec.format.binary:
        return {"mode": "wb"}
    return {"mode": "w", "encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}


class Outputs:
    """The outputs of one run."""

    def __init__(self, outputs: Sequence[Output | Folder], lang: Lang) -> None:
        self.outputs = outputs
        self.lang: Lang = lang
        self.seen: Counter[str] = Counter()

    @property
    def pages(self) -> bool:
        """Tell whether a format needs the pages as read."""
        return any(output.spec.format.pages for output in self.outputs)

    def add(self, audited: Audited) -> bool:
        """Write one document to every output; where one cannot be made of it, say so and go on.

        Returns False when the program itself failed at one.
        """
        self.seen[audited.report.status] += 1
        written = [self._added(output, audited) for output in self.outputs]
        return all(written)

    def _added(self, output: Output | Folder, audited: Audited) -> bool:
        where = f"{audited.report.path}: -o {output.spec.name}"
        try:
            piece = output.spec.format.piece(audited, output.look)
        except OutputError as error:
            tell(f"{where}: {error.text(self.lang)}")
        except Exception as error:  # noqa: BLE001 a bug in one output must not lose the others
            tell(f"{where}: {bug_text(error, self.lang)}")
            return False
        else:
            output.write(audited, piece)
        return True

    def finish(self, code: Exit) -> None:
        """Write what comes last."""
        for output in self.outputs:
            output.finish(Ending(self.seen, code))


@contextmanager
def opened(specs: Sequence[Spec], look: Look, inputs: Sequence[str]) -> Iterator[Outputs]:
    """Open every output before the work begins, so that a wrong path is told at once; close the files behind it.

    Raises click.UsageError when a file cannot be opened or is one of the inputs, OutputError when the disk is full.
    """
    read = frozenset(Path(path).resolve() for path in inputs)
    try:
        with ExitStack() as stack:
            yield Outputs([_opened(spec, look, read, stack) for spec in specs], look.lang)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = ": ".join(str(part) for part in (error.filename, error.strerror) if part)
        raise OutputError(f"无法写出报告：{why}", f"the report cannot be written: {why}") from error


def _opened(spec: Spec, look: Look, inputs: frozenset[Path], stack: ExitStack) -> Output | Folder:
    if spec.format.single and look.many:
        _make_folder(spec, look.lang)
        return Folder(spec, look._replace(many=False), inputs)
    _refuse_input(spec, look.lang, inputs)
    look = look._replace(color=look.color and spec.path is None)
    if spec.path is not None:
        stream = _file(spec, spec.path, stack)
    else:
        stream = sys.stdout.buffer if spec.format.binary else sys.stdout
    return Output(spec, stream, spec.format.writer(stream, look), look)


def _refuse_input(spec: Spec, lang: Lang, inputs: frozenset[Path]) -> None:
    if spec.path is not None and Path(spec.path).resolve() in inputs:
        zh, en = (
            "会覆盖要核对的文件，请换一个文件名",
            "this would overwrite a document to be audited; choose another name",
        )
        raise click.UsageError(f"-o {spec.name}={spec.path}: {say(lang, zh, en)}")


def _make_folder(spec: Spec, lang: Lang) -> None:
    if spec.path is None:
        raise click.UsageError(
            say(
                lang,
                f"-o {spec.name}：多份文件请写成 -o {spec.name}=文件夹，每份文件各写一个",
                f"-o {spec.name}: of several documents, write -o {spec.name}=FOLDER; each gets a file in it",
            )
        )
    try:
        Path(spec.path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"-o: {spec.path}: {error.strerror}") from error


def _file(spec: Spec, path: str, stack: ExitStack) -> IO[Any]:
    try:
        stream: IO[Any] = Path(path).open(**_mode(spec))  # noqa: SIM115 the stack closes it
    except OSError as error:
        raise click.UsageError(f"-o: {path}: {error.strerror}") from error
    return stack.enter_context(stream)
