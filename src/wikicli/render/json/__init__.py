"""Answers for scripts, a module a command."""
