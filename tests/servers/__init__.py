"""Servers on loopback that the tests talk to through the real clients."""
