"""Characters that arrive in halves: some servers cut an emoji between two chunks of a stream."""

from __future__ import annotations

_HIGH = ("\ud800", "\udbff")  # the first half of a pair lies between these


def whole(text: str) -> str:
    """A text whose halves are put together; a half that stands alone becomes U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class Joiner:
    """Puts halves together over the borders of pieces."""

    def __init__(self) -> None:
        self._half = ""

    def feed(self, piece: str, *, last: bool = False) -> str:
        """The piece, with the half that was held before it; a half at its end is held back."""
        text = self._half + piece
        held = not last and bool(text) and _HIGH[0] <= text[-1] <= _HIGH[1]
        self._half = text[-1] if held else ""
        return whole(text[:-1] if held else text)
