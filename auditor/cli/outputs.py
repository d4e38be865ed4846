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
from auditor.cli.files import Folder, kept_as, writing
from auditor.cli.guard import tell
from auditor.cli.inputs import STDIN, Input
from auditor.cli.language import Lang, say
from auditor.cli.work import Done, Maker, Task
from auditor.report.formats import find, missing, names
from auditor.report.writing import Ending, Format, Look, Outcome, OutputError, Writer


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
    """An output that holds every document: pieces are written as they come, in the order of the documents."""

    spec: Spec
    stream: IO[Any]
    writer: Writer

    def place(self, _document: str) -> str:
        """Return "": no document has a file of its own."""
        return ""

    def add(self, piece: Any, _file: str) -> None:  # noqa: ANN401 what the format made
        """Write the piece of one document, where one could be made."""
        if piece is not None:
            self.writer.add(piece)
            self.stream.flush()

    def finish(self, ending: Ending) -> None:
        """Write what comes after the last document."""
        self.writer.finish(ending)
        self.stream.flush()


class Apart:
    """An output of several documents in a format that holds one: a file for each, written where the document is audited."""

    def __init__(self, spec: Spec, look: Look, folder: Folder) -> None:
        self.spec, self._look, self._folder = spec, look, folder
        self._files: list[str] = []

    def place(self, document: str) -> str:
        """Return the file of a document."""
        return self._folder.place(document)

    def add(self, _piece: Any, file: str) -> None:  # noqa: ANN401 what the format made
        """Remember a file, "" where none could be made: it stands already."""
        self._files.append(file and Path(file).relative_to(self._folder.path).as_posix())

    def finish(self, ending: Ending) -> None:
        """Write the page that lists the files, where the format has one."""
        cover = self.spec.format.cover
        if cover is not None:
            with kept_as(str(self._folder.path / "index.html"), binary=False) as stream:
                stream.write(cover(ending, self._files, self._look))


class Outputs:
    """The outputs of one run."""

    def __init__(self, outputs: Sequence[Output | Apart]) -> None:
        self.outputs = outputs
        self.outcomes: list[Outcome] = []

    def task(self, document: Input) -> Task:
        """Return the task of one document, with the places of the files that outputs make of it alone."""
        return Task(document, tuple(output.place(document.path) for output in self.outputs))

    def add(self, result: Done) -> None:
        """Write what was made of the next document. Raises OutputError."""
        for message in result.said:
            tell(message)
        self.outcomes.append(result.outcome)
        for output, piece, (file, _) in zip(self.outputs, result.pieces, result.files, strict=True):
            with writing(output.spec.path):
                output.add(piece, file)

    def finish(self, code: Exit) -> None:
        """Write what comes last. Raises OutputError."""
        for output in self.outputs:
            with writing(output.spec.path):
                output.finish(Ending(self.outcomes, code))


def makers_of(specs: Sequence[Spec], look: Look) -> tuple[Maker, ...]:
    """Return what makes the pieces of each output: a file has no colour, and a file of one document is not of many."""
    return tuple(
        Maker(
            spec.name,
            spec.format,
            look._replace(color=look.color and spec.path is None, many=look.many and not spec.format.single),
        )
        for spec in specs
    )


@contextmanager
def opened(specs: Sequence[Spec], makers: Sequence[Maker], inputs: Sequence[str], *, many: bool) -> Iterator[Outputs]:
    """Open every output before the work begins, so that a wrong path is told at once.

    Files take their places when all went well. Raises click.UsageError when a file cannot be opened or is one of the inputs,
    OutputError when the disk is full.
    """
    read = frozenset(Path(path).resolve() for path in inputs if path != STDIN)
    with ExitStack() as stack:
        pairs = zip(specs, makers, strict=True)
        yield Outputs([_opened(spec, maker.look, read, stack, many=many) for spec, maker in pairs])


def _opened(spec: Spec, look: Look, inputs: frozenset[Path], stack: ExitStack, *, many: bool) -> Output | Apart:
    if spec.format.single and many:
        return Apart(spec, look, Folder(_made(spec, look.lang), spec.format.suffix, inputs))
    _refuse_input(spec, look.lang, inputs)
    if spec.path is not None:
        stream = _file(spec, spec.path, look.lang, stack)
    else:
        stream = sys.stdout.buffer if spec.format.binary else sys.stdout
    return Output(spec, stream, spec.format.writer(stream, look))


def _refuse_input(spec: Spec, lang: Lang, inputs: frozenset[Path]) -> None:
    if spec.path is not None and Path(spec.path).resolve() in inputs:
        zh, en = (
            "会覆盖要核对的文件，请换一个文件名",
            "this would overwrite a document to be audited; choose another name",
        )
        raise click.UsageError(f"-o {spec.name}={spec.path}: {say(lang, zh, en)}")


def _made(spec: Spec, lang: Lang) -> str:
    """Make the folder of an output and return it."""
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
    return spec.path


def _file(spec: Spec, path: str, lang: Lang, stack: ExitStack) -> IO[Any]:
    if Path(path).is_dir():
        raise click.UsageError(f"-o: {path}: {say(lang, '这是文件夹', 'Is a directory')}")
    try:
        return stack.enter_context(kept_as(path, binary=spec.format.binary))
    except OutputError as error:
        raise click.UsageError(f"-o {spec.name}: {error.text(lang)}") from error
