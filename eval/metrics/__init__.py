"""Metrics: small pure functions, each with its definition, its source and its direction.

Every metric of one question lies in [0, 1] and is defined for every question of its population,
so that no question can leave the denominator: an error or an empty answer scores 0.
"""
