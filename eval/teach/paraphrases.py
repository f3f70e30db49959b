"""Statements that a sentence makes, in other words: shortened, turned, some words exchanged."""

from __future__ import annotations

import random
import re
from typing import Any

import lemminflect

_SYNONYMS = """
begin-start big-large buy-purchase build-construct close-shut end-finish help-assist get-obtain
keep-retain show-display need-require allow-permit ask-request answer-reply choose-select
gather-collect happen-occur injure-hurt kill-slay live-reside make-produce pick-choose
receive-get rescue-save say-state try-attempt use-employ win-gain die-perish
destroy-demolish discuss-debate estimate-reckon found-establish grow-expand
join-enter lead-head leave-depart own-possess publish-issue
repair-fix reveal-disclose speak-talk stop-halt stay-remain teach-instruct
travel-journey warn-caution car-vehicle doctor-physician
film-movie money-funds job-work road-street ship-vessel child-kid war-conflict talks-negotiations
meeting-gathering leader-head fight-battle town-municipality firm-company company-business
fast-quick happy-glad ill-sick important-significant main-principal entire-whole famous-well-known
several-many major-important difficult-hard wealthy-rich rapid-quick annual-yearly
approximately-about roughly-about nearly-almost also-too however-but
""".split()
_SAME: dict[str, list[str]] = {}
for _pair in _SYNONYMS:
    _one, _, _other = _pair.partition("-")
    _SAME.setdefault(_one, []).append(_other)
    _SAME.setdefault(_other, []).append(_one)
_DROPPED = {"advcl", "relcl", "appos", "npadvmod", "parataxis", "prep", "advmod", "acl"}
_LEADS = [
    "According to the article, {}",
    "The report says that {}",
    "{}",
    "The article states that {}",
]
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()


def shortened(sentence: Any, draw: random.Random) -> str | None:
    """The main clause of a parsed sentence without some of what hangs on it; None without one."""
    root = next((t for t in sentence if t.dep_ == "ROOT" and t.pos_ in {"VERB", "AUX"}), None)
    if root is None or not any(t.dep_ in {"nsubj", "nsubjpass"} for t in root.children):
        return None
    if any(t.dep_ == "ccomp" for t in root.children):
        return None
    dropped: set[int] = set()
    for token in sentence:
        hangs = token.dep_ in _DROPPED and token.head.pos_ != "ADP" and token.i != root.i
        if token.dep_ == "prep" and token.head.lemma_ in {"be", "consist", "part", "lead", "one"}:
            hangs = False
        denies = any(
            t.dep_ == "neg" or t.lower_ in {"no", "not", "only", "never", "almost", "nearly"}
            for t in token.subtree
        )
        if hangs and not denies and draw.random() < 0.6:
            dropped |= _with_commas(sentence, {t.i for t in token.subtree})
        if token.dep_ == "conj" and token.head == root:
            subject = any(t.dep_ in {"nsubj", "nsubjpass"} for t in token.children)
            if draw.random() < (0.9 if subject else 0.5):
                dropped |= {t.i for t in token.subtree}
                dropped |= {t.i for t in root.children if t.dep_ == "cc"}
    if root.i in dropped or not dropped:
        return None
    kept = "".join(t.text_with_ws for t in sentence if t.i not in dropped)
    kept = re.sub(r"\s+([.,;])", r"\1", re.sub(r"(?:\s*,)+\s*([.,])", r"\1", kept)).strip(" ,;")
    kept = re.sub(r",\s*$", "", kept.rstrip(".")).strip() + "."
    whole = len(kept.split()) >= 4 and not re.search(r",\s*[,;.]|;\s*[.;]|^\W|\(\s*\)", kept)
    return kept[:1].upper() + kept[1:] if whole else None


def _with_commas(sentence: Any, gone: set[int]) -> set[int]:
    """What goes, and the commas that set it off."""
    first, last = min(gone) - 1, max(gone) + 1
    before = first >= 0 and sentence[first].text in {",", "-", "–", "—", "("}
    after = last < len(sentence) and sentence[last].text in {",", "-", "–", "—", ")"}
    closes = last >= len(sentence) - 1
    gone |= {first} if before and (after or closes) else set()
    return gone | ({last} if after and (before or first < 0) else set())


def passive(said: Any) -> str | None:
    """The passive of an active statement with an object."""
    root = next((t for t in said if t.dep_ == "ROOT" and t.tag_ == "VBD"), None)
    if root is None or any(
        t.dep_ in {"aux", "neg", "prt", "conj", "advmod"} for t in root.children
    ):
        return None
    subject = next(
        (t for t in root.children if t.dep_ == "nsubj" and t.pos_ in {"PROPN", "NOUN"}), None
    )
    thing = next(
        (t for t in root.children if t.dep_ == "dobj" and t.pos_ in {"PROPN", "NOUN"}), None
    )
    if subject is None or thing is None or subject.i > root.i:
        return None
    one, other = (sorted(t.i for t in token.subtree) for token in (subject, thing))
    if other[0] != root.i + 1 or one[-1] + 1 != root.i:
        return None
    forms = lemminflect.getInflection(root.lemma_, "VBN")
    be = "were" if thing.tag_ in {"NNS", "NNPS"} else "was"
    agent = said[one[0] : one[-1] + 1].text
    agent = agent if said[one[0]].ent_type_ else agent[:1].lower() + agent[1:]
    rest = said[other[-1] + 1 :].text.rstrip(" .")
    text = f"{said[other[0] : other[-1] + 1].text} {be} {forms[0]} {rest} by {agent}."
    return re.sub(r"\s+", " ", text[:1].upper() + text[1:])


def reworded(said: Any, draw: random.Random) -> str:
    """A statement with some words exchanged for others of the same meaning, and numbers respelt."""
    parts = []
    for token in said:
        text = token.text
        if (
            token.lemma_ in _SAME
            and token.pos_ in {"VERB", "NOUN", "ADJ", "ADV"}
            and draw.random() < 0.6
        ):
            forms = lemminflect.getInflection(draw.choice(_SAME[token.lemma_]), token.tag_)
            text = str(forms[0]) if forms else text
        elif token.is_digit and int(token.text) < len(_SMALL) and draw.random() < 0.4:
            text = _SMALL[int(token.text)]
        elif token.lower_ in _SMALL and token.pos_ == "NUM" and draw.random() < 0.4:
            text = str(_SMALL.index(token.lower_))
        elif token.is_digit and len(token.text) > 4 and draw.random() < 0.5:
            text = f"{int(token.text):,}"
        parts.append(text + token.whitespace_)
    said_again = "".join(parts)
    lead = draw.choice(_LEADS) if draw.random() < 0.15 else "{}"
    if lead != "{}" and not said[0].ent_type_:
        said_again = said_again[:1].lower() + said_again[1:]
    return lead.format(said_again)
