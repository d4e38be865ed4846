"""Paragraphs to drafts: the tokens of each paragraph in order, figures anchored to the cue on their left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from auditor.claims import dealing, figures, lists, remarks, statements
from auditor.claims.clauses import name_of
from auditor.claims.names import NO_NAME, Name, fold
from auditor.claims.state import Frame, Saved, State
from auditor.claims.token import Token

_DELIMITERS = frozenset({"comma", "semicolon", "colon", "stop", "dots"})
_LEAD = re.compile(r"（[类款项]）|（\d{7}）")
_HEADING_TAIL = re.compile(
    r"(?:支出|收入|收支)?(?:预算|决算)?(?:总体|具体|结构|安排|增减变化|变化)?(?:情况)?(?:的)?(?:说明)?$"
)


class Reader:
    """Goes through the paragraphs of a document."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.tokens: Sequence[Token] = ()
        self.at = 0
        self.handlers: dict[str, Callable[[Token], None]] = {
            "quantity": self._quantity,
            "flat": lambda token: remarks.flat(state, token),
            "compare": lambda token: remarks.compare(state, token),
            "zero": lambda token: remarks.zero_base(state, token),
            "reason": lambda token: remarks.open_reason(state, token),
            "list": self._list,
            "purpose": self._purpose,
            "each": self._each,
            "open": self._open,
            "close": self._close,
            "pause": self._pause,
            "aside": self._aside,
            "marker": self._marker,
            **dict.fromkeys(_DELIMITERS, self._delimiter),
        }

    def paragraph(self, index: int, text: str, tokens: Sequence[Token], level: int) -> None:
        """Read one paragraph that may state something."""
        state = self.state
        state.paragraph, state.text, state.level = index, text, level
        state.earlier = state.first if state.first < len(state.drafts) else state.earlier
        state.first = len(state.drafts)
        state.current, state.lead, state.lead_start = None, NO_NAME, 0
        state.sentences += 1
        self._clear()
        self._adopt(text)
        self.tokens = tokens
        self.at = 0
        while self.at < len(tokens):
            token = tokens[self.at]
            handler = self.handlers.get(token.kind)
            if handler is None:
                state.left.append(token)
            else:
                handler(token)
            self.at += 1
        self._end(tokens)

    def heading(self, text: str, level: int) -> None:
        """Take note of a heading: it closes lists, except a class heading inside one, and may name an item."""
        state = self.state
        state.heading_path = () if level <= 1 else state.heading_path
        name = fold(_HEADING_TAIL.sub("", text), state.lexicon)
        classed = "（类）" in text or bool(state.lexicon.vocabulary.classes.get(name.item))
        if classed and level > 1:
            state.heading_path = name.path or (name.item,)
            lists.close_where(state, lambda frame: not _takes_class(frame, level))
            for frame in state.frames:
                frame.outer = level
            return
        state.heading_path = ()
        state.heading = (
            name if name.known and name.item not in set(state.lexicon.vocabulary.funds.values()) else NO_NAME
        )
        lists.close_all(state)
        state.earlier = state.first = state.section_first = len(state.drafts)

    def finish(self) -> None:
        """Close what is still open at the end of the document."""
        lists.close_all(self.state)

    def _clear(self) -> None:
        state = self.state
        state.left, state.brackets, state.dealt = [], [], []
        state.base = state.base_before = state.reason = None
        state.purpose = state.paused = state.each = False
        state.lead_words = ""

    # lists over paragraphs

    def _adopt(self, text: str) -> None:
        """Decide which lists this paragraph still belongs to."""
        state = self.state
        afresh = self._starts_afresh(text)
        lists.close_where(state, lambda frame: not _goes_on(frame, state.level, afresh=afresh))
        for frame in state.frames:
            if frame.level is None:
                frame.level = state.level
                break

    def _starts_afresh(self, text: str) -> bool:
        """An issuer, a year or 此外 at the start belongs to no list."""
        lexicon = self.state.lexicon
        text = text.lstrip("“")
        after = lexicon.words("list.afterwards").at(text, 0)
        return bool(after or lexicon.issuers.at(text, 0) or re.match(r"(?:19|20)\d{2}年", text))

    def _end(self, tokens: Sequence[Token]) -> None:
        """End a paragraph: a cue or a colon at its end opens a list over the following paragraphs."""
        state = self.state
        remarks.none(state)
        last = next((token for token in reversed(tokens) if token.kind not in {"dots", "close"}), None)
        kind = last.kind if last else ""
        empty = (
            state.frames[-1]
            if state.frames and not state.frames[-1].parts and state.frames[-1].kind == "inline"
            else None
        )
        remarks.close_reason(state, len(state.text))
        if (
            kind in {"semicolon", "comma", "pause"}
            and state.frames
            and state.frames[-1].kind == "inline"
            and state.frames[-1].parts
        ):
            frame = state.frames[-1]
            frame.kind, frame.level, frame.semicolons = "below", 9, True
            return
        below = [frame for frame in state.frames if frame.kind == "below"]
        if empty is not None and kind in {"list", "colon"}:
            state.frames.remove(empty)
        else:
            empty = None
        lists.close_where(state, lambda frame: frame.kind != "below")
        self._note_end(below, kind)
        if empty is not None:
            self._open_below(empty)
        elif kind == "colon" and state.first < len(state.drafts):
            self._open_below(lists.open_list(state, "below"))

    def _note_end(self, below: list[Frame], kind: str) -> None:
        """An unmarked list whose items ended in ；ends with the item that ends in 。."""
        for frame in reversed(below):
            if frame.level == 9 and frame in self.state.frames:
                if frame.semicolons and kind == "stop":
                    lists.close(self.state, frame)
                frame.semicolons = frame.semicolons or kind == "semicolon"

    def _open_below(self, frame: Frame) -> None:
        frame.kind, frame.first, frame.level = "below", True, None
        frame.before = len(self.state.drafts)
        opening = self.state.drafts[self.state.first : self.state.first + 1]
        if frame.named is None and opening and not opening[0].unit and opening[0].change is None:
            frame.named = opening[0].place  # 三公经费预算支出中，…。具体情况如下：
        self.state.frames.append(frame)

    # tokens

    def _quantity(self, token: Token) -> None:
        state = self.state
        if state.each:
            read = dealing.deal(state, self.tokens, self.at)
            state.each = False
            if read:
                self.at += read - 1
                return
        figures.take(state, self.tokens, self.at)

    def _each(self, token: Token) -> None:
        self.state.each = True
        self.state.left.append(token)

    def _pause(self, token: Token) -> None:
        """、 parts items only after a figure; inside a name it is a part of the name."""
        state = self.state
        if state.left:
            state.left.append(token)
        else:
            state.paused = True

    def _aside(self, token: Token) -> None:
        """A bracket without figures right after a figure (34人（含临聘人员）) is no part of the next name."""
        if self.state.left or not self.at or self.tokens[self.at - 1].kind != "quantity":
            self.state.left.append(token)

    def _marker(self, token: Token) -> None:
        self.state.left = []

    def _purpose(self, token: Token) -> None:
        state = self.state
        if not state.reason:
            state.purpose = True
            lists.open_list(state, "inline", partial=True)
        state.left = []

    def _list(self, token: Token) -> None:
        """其中, 包括, 如下: the head is the item that the words before the cue name, else the one said before."""
        state = self.state
        if state.reason is not None and token.note != "partial" and self._sentence_start():
            remarks.close_reason(state, token.start)
        if state.reason is not None:
            state.left = []
            return
        if state.base is None and self._sentence_start():
            state.base = state.base_before
        named = statements.by_name(state, name_of(state.left, state.lexicon)) if state.left else None
        same_paragraph = state.lexicon.words("list.same_paragraph").at(token.text, 0)
        self._close_taken(named)
        if state.first < len(state.drafts) or named is not None or not same_paragraph:
            lists.open_list(state, "inline", named=named.place if named else None, partial=token.note == "partial")
        state.left = []

    def _sentence_start(self) -> bool:
        before = self.tokens[self.at - 1].kind if self.at else "stop"
        return before in {"stop", "open", "marker"}

    def _close_taken(self, named: object) -> None:
        """A member that opens a list of its own after the first breakdown was full is no member."""
        state = self.state
        frame = state.frames[-1] if state.frames else None
        current = state.current
        if (
            frame
            and frame.kind == "inline"
            and current is not None
            and current.tentative
            and current.index in frame.parts
        ):
            lists.close(state, frame)

    def _open(self, token: Token) -> None:
        """A bracket after a figure may break it down; everything is as before when it closes."""
        state = self.state
        framed = not state.left and state.current is not None
        state.brackets.append(Saved(state.current, state.base, framed, state.left))
        if framed:
            lists.open_list(state, "bracket")
            state.frames[-1].floor = state.first

    def _close(self, token: Token) -> None:
        state = self.state
        self._finish_clause(token)
        if not state.brackets:
            return
        saved = state.brackets.pop()
        if saved.framed:
            for frame in reversed(state.frames):
                if frame.kind == "bracket":
                    lists.close(state, frame)
                    break
            state.current, state.base = saved.current, saved.base
        state.left = []

    def _delimiter(self, token: Token) -> None:
        state = self.state
        self._finish_clause(token)
        if token.kind == "comma" and state.paused:
            state.paused = False
        if token.kind == "semicolon" and state.reason and not remarks.goes_on(state, self.tokens, self.at):
            remarks.close_reason(state, token.start)
        if token.kind in {"semicolon", "stop"}:
            state.purpose, state.lead_words = False, ""
            lists.close_where(state, lambda frame: frame.kind == "inline" and frame.partial and not frame.parts)
        if token.kind == "stop":
            self._stop(token)

    def _stop(self, token: Token) -> None:
        state = self.state
        remarks.close_reason(state, token.start)
        lists.full_stop(state)
        if state.base is not None:
            state.base_before = state.base
        state.base = None
        state.sentences += 1

    def _finish_clause(self, token: Token) -> None:
        """Read what a clause without a figure says: nothing of it is there, or it names the item of the next ones."""
        state = self.state
        left = state.left
        if not left:
            return
        remarks.none(state)
        self._missing(left)
        based = [token.base for token in left if token.kind == "base"]
        if based and state.reason is None:
            state.base = based[-1]
        if not state.reason and not state.purpose:
            self._lead(left)
        state.left = []
        state.each = False

    def _missing(self, left: list[Token]) -> None:
        last = left[-1]
        if (
            last.kind == "text"
            and last.text.startswith("%")
            and len(left) > 1
            and left[-2].kind in {"share", "completion"}
        ):
            remarks.missing_share(self.state, left[-2])

    def _lead(self, left: list[Token]) -> None:
        """（项）, a 7-digit code or X中 in a clause without figures: the item, or the head, of what follows."""
        state = self.state
        text = "".join(token.text for token in left if token.kind in {"text", "aside", "code", "pause", "grade"})
        if _LEAD.search(text):
            state.lead, state.lead_start = name_of(left, state.lexicon), left[0].start
            return
        words = state.lexicon.words("subject.lead")
        if words.ending(text) or any(text.endswith(word) for word in ("成交的",)):
            state.lead_words += text
            return
        if text.endswith("中") and len(text) > 2:
            self._named_head(text.removesuffix("中"), left)

    def _named_head(self, text: str, left: list[Token]) -> None:
        state = self.state
        name = name_of([*left[:-1], Token("text", left[-1].start, left[-1].end - 1, left[-1].text[:-1])], state.lexicon)
        head = statements.by_name(state, name)
        if head is None and name.known:
            head = statements.new(state, name, (left[0].start, left[-1].end))
        if head is not None:
            lists.close_where(state, lambda frame: frame.kind == "inline")
            lists.open_list(state, "inline", named=head.place)


def _takes_class(frame: Frame, level: int) -> bool:
    return frame.kind == "below" and (frame.level is None or frame.outer == level or frame.level > level)


def _goes_on(frame: Frame, level: int, *, afresh: bool) -> bool:
    """Tell whether a list over paragraphs takes a paragraph of this level."""
    if frame.kind != "below":
        return False
    if level == 9:
        return not afresh
    if frame.level is None:
        return frame.outer is None or level > frame.outer
    return frame.level != 9 and level >= frame.level


__all__ = ["Name", "Reader"]
