"""How the store grows: made vectors, real text; beside bare Chroma and the LlamaIndex starter.

    python -m eval.bench scale [--sizes 1k,10k,100k] [--text FOLDER] [--plot FILE.svg]

Each store is made, opened cold in a process of its own, asked, and given one changed file, all in
one run on one machine: read the ratios, not the seconds.
"""
