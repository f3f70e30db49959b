"""Ranked passages → an answer by quotation, or a refusal, with checked citations."""
