"""The entry file: YAML to an Entry and back, its canonical form, its schema."""
