"""A question, with the conversation before it → ranked passages."""
