"""Content streams carried out: pages and forms to drawings.

One loop dispatches over the tokens; each operator is a method that takes its operands as tokens. An operator whose
operands make no sense is dropped, as every viewer does.
"""

from __future__ import annotations

from pdfminer.pdftypes import resolve1

from auditor.read.document import Leaf
from auditor.read.drawing import Drawing
from auditor.read.limits import Meter
from auditor.read.paths import Paths
from auditor.read.state import UNIT, Matrix, Operands, Operator, product
from auditor.read.texts import Texts
from auditor.read.tokens import name, tokens
from auditor.read.values import DAMAGE, Dictionary, Value, dictionary, named, numbers, rectangle, stream

_IDLE = b"ET w d G RG K SC SCN CS gs ri i J j M BDC BMC EMC BX EX MP DP sh d0 d1"


def top_down(leaf: Leaf) -> tuple[Matrix, float, float]:
    """Return the matrix from a page's user space to points from its top left corner as shown, and its size."""
    x0, y0, x1, y1 = leaf.box
    if leaf.rotate == 90:
        return (0.0, 1.0, 1.0, 0.0, -y0, -x0), y1 - y0, x1 - x0
    if leaf.rotate == 180:
        return (-1.0, 0.0, 0.0, 1.0, x1, -y0), x1 - x0, y1 - y0
    if leaf.rotate == 270:
        return (0.0, -1.0, -1.0, 0.0, y1, x1), y1 - y0, x1 - x0
    return (1.0, 0.0, 0.0, -1.0, -x0, y1), x1 - x0, y1 - y0


class Interpreter(Paths, Texts):
    """Reads the pages of one document into drawings; fonts are kept from page to page."""

    def __init__(self, meter: Meter) -> None:
        super().__init__(meter)
        self._operators: dict[bytes, Operator] = {
            **dict.fromkeys(_IDLE.split(), _idle),
            **self.state_operators(),
            **self.path_operators(),
            **self.text_operators(),
            b"Do": self._paint_object,
        }

    def page(self, leaf: Leaf) -> Drawing:
        """Read one page."""
        matrix, width, height = top_down(leaf)
        drawing = Drawing(width, height)
        self.begin_page(drawing, matrix)
        self.begin_stream(leaf.resources)
        self._run(b"\n".join([part.get_data() for part in leaf.contents]))
        drawing.settle()
        return drawing

    def _run(self, data: bytes) -> None:
        operator_of = self._operators.get
        found = tokens(data, self.meter)
        start = 0  # of the operands
        for at, token in enumerate(found):
            operator = operator_of(token)
            if operator is not None:
                if operator is not _idle:
                    try:  # noqa: SIM105  # contextlib.suppress would double the cost of the loop
                        operator(found[start:at])
                    except DAMAGE:
                        pass
                start = at + 1

    def _paint_object(self, operands: Operands) -> None:
        objects = dictionary(self.resources.get("XObject"))
        form = stream(objects.get(name(operands[-1])))
        if form is None or named(form.get("Subtype")) != "Form":
            return
        self.meter.depth(self.depth + 1)
        kept = (self.saved, self.resources, self.named, self.line, self.advance)
        snapshot = self.snapshot()
        self.depth += 1
        self.saved = []
        self._enter(form)
        self.depth -= 1
        self.reinstate(snapshot)
        self.saved, self.resources, self.named, self.line, self.advance = kept

    def _enter(self, form: Value) -> None:
        """Carry out a form's content. It begins and ends without a path."""
        a, b, c, d, e, f = numbers(form.get("Matrix"), 6) or UNIT
        self.ctm = product((a, b, c, d, e, f), self.ctm)
        box = rectangle(form.get("BBox"))
        if box is not None:
            self.narrow(box)
        resources: Dictionary = resolve1(form.get("Resources"))
        self.begin_stream(resources if isinstance(resources, dict) else self.resources)
        self._run(form.get_data())
        self._forget()


def _idle(_operands: Operands) -> None:
    """Carry out an operator that shows nothing."""
