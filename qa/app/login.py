"""The login page: Gradio's form, in the page's own colours, font and name."""

from __future__ import annotations

from qa.app import theme
from qa.app.markup import asset, said

_FRAME = "/* -- the frame"  # in the page's style sheet: fonts and colours stand before it


def message() -> str:
    """What stands above the form: the name, and with it the title and style sheet of the page.

    Gradio gives its login page neither; both count wherever they stand.
    """
    names, _, _ = theme.css().partition(_FRAME)
    return (
        f"<title>{said('qa: log in')}</title><style>{names}{asset('login.css')}</style>"
        '<h1 class="logo">qa</h1><span>'
        + said("These articles are for those who have a user and a password.")
        + "</span>"
    )
