"""A run as JUnit XML, which build servers show question by question."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from eval.gate.verdict import Verdict
from eval.report.evaluated import EvaluatedRun
from eval.scoring.score import Score
from eval.suites.figures import Mark


def xml(evaluated: EvaluatedRun) -> str:
    """One test case a question or item; a failed gate is a case of its own, so that it is seen."""
    cases = [_question(score, evaluated.manifest.mode) for score in evaluated.scores]
    cases += [_item(mark, found.suite) for found in evaluated.suites for mark in found.marks]
    cases.append(_gate(evaluated))
    suite = Tree.Element(
        "testsuite",
        name=f"eval-{evaluated.manifest.mode}",
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors=str(sum(case.find("error") is not None for case in cases)),
        timestamp=evaluated.manifest.started,
    )
    suite.extend(cases)
    Tree.indent(suite)
    return Tree.tostring(suite, encoding="unicode", xml_declaration=True)


def _question(score: Score, mode: str) -> Tree.Element:
    case = _case(f"{mode}.{score.type}", score.id, score.seconds)
    if score.error:
        Tree.SubElement(case, "error", message=_clean(score.error))
    elif not score.right_reason or score.faults:
        message = "; ".join([score.outcome, *score.faults])
        Tree.SubElement(case, "failure", message=_clean(message)).text = _clean(score.text)
    return case


def _item(mark: Mark, suite: str) -> Tree.Element:
    case = _case(f"{suite}.{mark.sort}", mark.id, mark.seconds)
    false = (*mark.false_citations, *mark.merged)
    if mark.error:
        Tree.SubElement(case, "error", message=_clean(mark.error))
    elif not mark.good or false:
        message = "; ".join([mark.outcome, *false])
        Tree.SubElement(case, "failure", message=_clean(message)).text = _clean(mark.text)
    return case


def _gate(evaluated: EvaluatedRun) -> Tree.Element:
    case = _case(evaluated.manifest.mode, "gate", 0.0)
    if evaluated.gate.verdict is not Verdict.PASS:
        name = "error" if evaluated.gate.verdict is Verdict.BROKEN else "failure"
        Tree.SubElement(case, name, message=_clean("; ".join(evaluated.gate.reasons)))
    return case


def _case(group: str, name: str, seconds: float) -> Tree.Element:
    return Tree.Element("testcase", classname=group, name=name, time=f"{seconds:.3f}")


def _clean(text: str) -> str:
    """XML 1.0 has no control characters."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")
