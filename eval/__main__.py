"""`python -m eval`: score the gold set and compare with the accepted baseline."""

from eval.cli import main

main()
