"""A cold `qa ask` beside the plain script of LlamaIndex over Chroma, with the same embedding.

    python -m eval.bench cold [--rounds 7] [--text FOLDER]

Both have indexed the folder before. Each round starts a process of each, in turn, on one machine:
read the ratio, not the seconds.
"""
