"""Answers for people, a module a command."""
