"""Any text held against the articles, statement by statement.

- `cutting`: a draft → its pieces, each where it stands and as it reads
- `kinds`: which pieces are no statements: headlines, questions, opinions, greetings …
- `naming`: whom a statement's "he" means, by the sentences before it
- `outcomes`: what the articles make of it, whole and in parts
- `checking`: statement by statement: evidence, verdict, report
"""
