"""What everything else stands on: text, problems, errors, dates, files, the model."""
