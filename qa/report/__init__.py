"""A report on questions that were asked: an HTML file that needs no other file, and no host."""
