"""Words, their kinds, and what a question asks for; knowledge of a language stands here alone."""
