"""Faces of the model: rich renderables for a terminal, JSON for scripts."""
