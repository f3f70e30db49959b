"""The evaluation of `qa`: from gold questions to a verdict, and what the reader was taught with.

    cli → evaluation → report → gate → suites → scoring → running → metrics → gold → paths, errors
    teach → bench

- `gold`: the questions, the rules that they keep, the articles they are about
- `running`: asks them, and keeps what came of each
- `metrics`: one figure of one question, from nothing but the question and its answer
- `suites`: what is asked beside the gold set, over `inputs/` and `corpora/`, and its figures
- `scoring`: every metric of a question; the figures of a run; what knowing nothing scores
- `gate`: a run against the accepted baseline: pass, regression, or broken
- `report`: the same for readers: page, Markdown, JUnit, terminal
- `bench`: public benchmarks, one module each
- `teach`: the lessons of `qa.answer.reader`, its teaching, and the fit of the confidence

Imports point to the right only; `lint-imports` proves it.
"""
