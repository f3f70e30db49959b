"""What is indexed, with which models, where, and what is stale: for people to read."""

from __future__ import annotations

from qa.answer import calibration
from qa.corpus import unread
from qa.index.indexed import IndexedCorpus, cut_by
from qa.index.sync import Plan
from qa.settings import Settings
from qa.write.writer import describe, how_to

_SHOWN = 3  # doubts that are named


def facts(settings: Settings, model: str, corpus: IndexedCorpus) -> dict[str, str]:
    """One short line for each thing worth knowing, by name."""
    known = {
        "articles": str(settings.corpus),
        "index": settings.chroma_url or str(settings.store),
        "embedding": f"{model} ({settings.embedding})",
        "chunker": cut_by(settings),
        "answers": describe(settings),
        "refuses": calibration.described(settings),
        **how_to(),
    }
    if not corpus.readable():
        return known | {"state": "not indexed yet: `qa sync`, or just ask"}
    corpus.check()
    index = corpus.read()
    known["indexed"] = (
        f"{len(index.files)} files, {len(index.passage_starts)} passages, "
        f"{len(index.rows)} sentences"
    )
    doubts = [f"{file}: {told}" for file in index.files for told in index.warnings(file)]
    if doubts:
        more = f"; and {len(doubts) - _SHOWN:,} more" if len(doubts) > _SHOWN else ""
        known["doubts"] = "; ".join(doubts[:_SHOWN]) + more
    pending = corpus.pending()
    not_read = "; ".join(unread.told(pending.unread))
    return known | ({"not read": not_read} if not_read else {}) | {"state": _state(pending)}


def _state(pending: Plan) -> str:
    changes = [
        f"{len(files)} {what} ({', '.join(files[:3])}{', …' if len(files) > 3 else ''})"
        for what, files in (
            ("new", pending.added),
            ("changed", pending.updated),
            ("gone", pending.removed),
            ("not reachable, kept as indexed", pending.hidden),
        )
        if files
    ]
    return "; ".join(changes) + ": `qa sync`" if changes else "up to date"
