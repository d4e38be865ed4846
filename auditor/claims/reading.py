"""Paragraphs to drafts: the tokens of each paragraph in order, figures anchored to the cue on their left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from auditor.claims import dealing, figures, lists, passages, remarks, statements
from auditor.claims.clauses import name_of, written, year_before
from auditor.claims.names import NO_NAME
from auditor.claims.outline import UNMARKED, level_of, number_of
from auditor.claims.state import Draft, Frame, Saved, State
from auditor.claims.token import Token

_DELIMITERS = frozenset({"comma", "semicolon", "colon", "stop", "dots"})
_LONGEST_LABEL = 24  # characters before a colon that name an item (基本支出：2024年预算数为…)
_SIDES = frozenset({"收入", "支出"})
_LEAD = re.compile(r"（[类款项]）|（\d{7}）")


class Reader:
    """Goes through the paragraphs of a document.

    Attributes:
        state: what was read so far. tokens, at: the paragraph being read and the place in it. token: the one at that place.
    """

    token: Token

    def __init__(self, state: State) -> None:
        self.state = state
        self.tokens: Sequence[Token] = ()
        self.at = 0
        self.handlers: dict[str, Callable[[], None]] = {
            "quantity": self._quantity,
            "flat": lambda: remarks.flat(state, self.token),
            "compare": lambda: remarks.compare(state, self.token),
            "zero": lambda: remarks.zero_base(state, self.token),
            "reason": lambda: remarks.open_reason(state, self.token),
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
        passages.begin(self.state, index, text, level)
        self.tokens, self.at = tokens, 0
        handler = self.handlers.get
        while self.at < len(tokens):
            self.token = tokens[self.at]
            handler(self.token.kind, self._keep)()
            self.at += 1
        remarks.unsaid_reason(self.state, tokens, len(tokens))
        passages.end(self.state, tokens)

    def heading(self, text: str, level: int) -> None:
        """Take note of a heading."""
        passages.heading(self.state, text, level)

    def finish(self) -> None:
        """Close what is still open at the end of the document."""
        lists.close_all(self.state)

    def _keep(self) -> None:
        self.state.left.append(self.token)

    def _before(self) -> str:
        """Return the kind of the token before this one; a paragraph begins like a sentence."""
        return self.tokens[self.at - 1].kind if self.at else "stop"

    def _quantity(self) -> None:
        if self._before() == "compare" and self.token.unit_class == "money":
            remarks.difference(self.state, self.tokens[self.at - 1], self.token)
            return
        read = dealing.deal(self.state, self.tokens, self.at) if self.state.each or self.state.dealt else 0
        self.state.each = False
        if read:
            self.at += read - 1
        else:
            figures.take(self.state, self.tokens, self.at)

    def _each(self) -> None:
        self.state.each = True
        self._keep()

    def _pause(self) -> None:
        """、 parts items only after a figure; inside a name it is a part of the name."""
        if self.state.left:
            self._keep()
        else:
            self.state.paused = True

    def _aside(self) -> None:
        """A bracket without figures right after a figure (34人（含临聘人员）) is no part of the next name."""
        if self.state.left or self._before() != "quantity":
            self._keep()

    def _marker(self) -> None:
        self.state.left = []
        level = level_of(self.token.text)
        if level != UNMARKED:
            lists.number(self.state, level, number_of(self.token.text))

    def _purpose(self) -> None:
        if self.state.reason is None:
            self.state.purpose = True
            lists.open_list(self.state, "inline", partial=True)
        self.state.left = []

    def _list(self) -> None:
        """其中, 包括, 如下: the head is the item that the words before the cue name, else the one said before."""
        state, token = self.state, self.token
        first = self._before() in {"stop", "open", "marker"}
        partial = token.note == "partial"
        if first and not partial:
            remarks.close_reason(state, token.start)
        left, state.left = state.left, []
        if state.reason is not None:
            return
        if first and state.base is None:
            state.base = state.base_before
        named = (self._listed_head(left) or self._of_both(left)) if left else None
        here_only = state.lexicon.words("list.same_paragraph").at(token.text, 0)
        self._close_taken()
        if state.first < len(state.drafts) or named is not None or not here_only:
            lists.open_list(state, "inline", named=named.place if named else None, partial=partial)

    def _listed_head(self, left: list[Token]) -> Draft | None:
        """Return the statement that the words before a list cue name; one without a figure where none speaks of that fund.

        2023年支出1000万元。财政拨款支出主要用于以下方面: the second is a whole of its own, told elsewhere or nowhere.
        """
        state, name = self.state, name_of(left, self.state.lexicon)
        found = statements.by_name(state, name)
        own = found is not None and (not name.fund or name.fund in {found.name.fund, state.heading.fund})
        if own or not (name.known and name.fund):
            return found
        return statements.new(state, name, (left[0].start, left[-1].end))

    def _of_both(self, left: list[Token]) -> Draft | None:
        """收入包括：…；支出包括：… after 收支总预算: each side is a breakdown of both."""
        here = self.state.drafts[self.state.first :] if written(left) in _SIDES else []
        return next((draft for draft in reversed(here) if draft.name.both), None)

    def _close_taken(self) -> None:
        """A member that opens a list of its own after the first breakdown was full is no member."""
        frame = self.state.frames[-1] if self.state.frames else None
        current = self.state.current
        if frame and frame.kind == "inline" and current and current.tentative and current.index in frame.parts:
            lists.close(self.state, frame)

    def _open(self) -> None:
        """A bracket after a figure may break it down; everything is as before when it closes."""
        state = self.state
        framed = not state.left and state.current is not None
        state.brackets.append(Saved(state.current, state.base, framed))
        if framed:
            lists.open_list(state, "bracket").floor = state.first

    def _close(self) -> None:
        state = self.state
        self._finish_clause()
        saved = state.brackets.pop() if state.brackets else None
        if saved is None or not saved.framed:
            return
        frame = next((frame for frame in reversed(state.frames) if frame.kind == "bracket"), None)
        if frame is not None:
            lists.close(state, frame)
        state.current, state.base = saved.current, saved.base

    def _delimiter(self) -> None:
        state, kind = self.state, self.token.kind
        if kind in {"semicolon", "stop"}:
            remarks.unsaid_reason(state, self.tokens, self.at)
        self._finish_clause()
        if kind == "comma":
            state.paused = False
        if kind == "semicolon" and state.reason and not remarks.goes_on(state, self.tokens, self.at):
            remarks.close_reason(state, self.token.start)
        if kind in {"semicolon", "stop"}:
            state.purpose, state.lead_words, state.dealt = False, "", []
            lists.close_where(state, _names_only)
        if kind == "stop":
            self._stop()

    def _stop(self) -> None:
        state = self.state
        remarks.close_reason(state, self.token.start)
        lists.full_stop(state)
        state.base_before, state.base, state.year_led = state.base or state.base_before, None, ""
        state.sentences += 1

    def _finish_clause(self) -> None:
        """Read what a clause without a figure says: nothing of it is there, or it names the item of the next ones."""
        state = self.state
        left = state.left
        if not left:
            return
        remarks.none(state)
        self._missing(left)
        if state.reason is None:
            state.base = next((token.base for token in reversed(left) if token.kind == "base"), state.base)
            if not state.purpose:
                self._lead(left)
        state.left, state.each = [], False

    def _missing(self, left: list[Token]) -> None:
        ratio = left[-2] if len(left) > 1 and left[-2].kind in {"share", "completion"} else None
        if ratio is not None and left[-1].text.startswith("%"):
            remarks.missing_share(self.state, ratio)

    def _lead(self, left: list[Token]) -> None:
        """（项）, a 7-digit code, X： or X中 in a clause without figures: the item, or the head, of what follows."""
        state = self.state
        text = written(left)
        classified = _LEAD.search("".join([token.text for token in left])) is not None
        label = self.token.kind == "colon" and len(text) <= _LONGEST_LABEL
        name = name_of(left, state.lexicon) if classified or label else NO_NAME
        if classified or name.known:
            state.lead, state.lead_start = name, left[0].start
        elif state.lexicon.words("subject.lead").ending(text):
            state.lead_words += text
        elif text.endswith("中") and len(text) > 2:
            self._named_head(left)

    def _named_head(self, left: list[Token]) -> None:
        """三公经费预算支出中，…: the parts that follow hang on a statement of that name, with a figure or without."""
        state, last = self.state, left[-1]
        inner = Token("text", last.start, last.end - 1, last.text.removesuffix("中"))
        name = name_of([*left[:-1], inner], state.lexicon)
        head = statements.by_name(state, name)
        if head is None and name.known:
            head = statements.new(state, name, (left[0].start, last.end))
        if head is not None:
            lists.close_where(state, lambda frame: frame.kind == "inline")
            lists.open_list(state, "inline", named=head.place)
            state.named_head, state.year_led = head.place, year_before(left)


def _names_only(frame: Frame) -> bool:
    """主要包括 names without figures: nothing after the semicolon belongs to it."""
    return frame.kind == "inline" and frame.partial and not frame.parts
