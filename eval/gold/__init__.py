"""The gold set: its questions, the rules they keep, the articles, and what readers complain of."""
