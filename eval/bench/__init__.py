"""Public benchmarks, measured through `qa.Assistant`: they print, and assert nothing.

    python -m eval.bench FOLDER

FOLDER holds a folder for each of them, `chunking/`, `squad2/`, `mtrag/`, `news/`, `xquad/`; what is
missing is passed over. A benchmark is a module with `measure(folder)`, and a line in the table of
`__main__`.
"""
