"""A language model behind an OpenAI-compatible server: calls, failures, kept replies, prompts."""
