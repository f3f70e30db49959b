"""What a language model writes, checked statement by statement against the articles."""
