"""The doors of the stage: pages, or plain text, to a Narrative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.claims.document import issuers_of, year_of
from auditor.claims.finish import finish
from auditor.claims.furniture import body_lines
from auditor.claims.lexicon import build
from auditor.claims.normalise import normalise
from auditor.claims.outline import Outline, is_heading, kind_of, level_of
from auditor.claims.paragraphs import is_note, paragraphs_of
from auditor.claims.reading import Reader
from auditor.claims.state import State
from auditor.claims.tokens import lexer
from auditor.model import Narrative, Page, Paragraph, Table, Vocabulary

LONGEST = 100_000  # characters of a paragraph that is analysed; what is longer is listed as too long
_SHORT_NOTE = 150


def read_claims(pages: Sequence[Page], tables: Sequence[Table], vocabulary: Vocabulary) -> Narrative:
    """Read what stands outside the tables of a document."""
    words = vocabulary.lexicon
    lines = body_lines(pages, tables, [_squeezed(word) for word in words.get("heading.contents", ())])
    widths = {page.number: page.width for page in pages}
    return read_paragraphs(paragraphs_of(lines, words.get("heading.glossary", ()), widths), vocabulary)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def read_text(text: str, vocabulary: Vocabulary) -> Narrative:
    """Read plain text, one paragraph per line."""
    outline = Outline([])
    paragraphs: list[Paragraph] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        level = level_of(line)
        heading = is_heading(line, level)
        if heading:
            outline.enter(level, line)
        kind = kind_of(level, heading=heading)
        paragraphs.append(Paragraph(len(paragraphs), line, kind, level, outline.section(), 0, ()))
    return read_paragraphs(paragraphs, vocabulary)


def read_paragraphs(paragraphs: Iterable[Paragraph], vocabulary: Vocabulary) -> Narrative:
    """Read statements and claims from paragraphs."""
    paragraphs = tuple(paragraphs)
    texts = [paragraph.text for paragraph in paragraphs]
    normals = [normalise(text) for text in texts]
    state = State(build(vocabulary, issuers_of(texts)), year=year_of([normal.text for normal in normals]))
    reader = Reader(state)
    lex = lexer(state.lexicon)
    empty = vocabulary.lexicon.get("none.empty_table", ()) + vocabulary.lexicon.get("none.words", ())
    tokens = {}
    for paragraph, normal in zip(paragraphs, normals, strict=True):
        if len(normal.text) > LONGEST:
            continue
        if paragraph.kind in {"heading", "part"}:
            reader.heading(normal.text, paragraph.level)
        elif paragraph.kind == "text" or _tells(paragraph, empty):
            tokens[paragraph.index] = lex.tokens(normal.text)
            reader.paragraph(paragraph.index, normal.text, tokens[paragraph.index], paragraph.level)
    reader.finish()
    return finish(state, paragraphs, normals, tokens)


def _tells(paragraph: Paragraph, words: Sequence[str]) -> bool:
    """Tell whether a note under a table says that something is not there (注：本单位无…，故本表为空表)."""
    return (
        is_note(paragraph.text) and len(paragraph.text) < _SHORT_NOTE and any(word in paragraph.text for word in words)
    )
