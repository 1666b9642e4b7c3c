"""What everything else stands on: text, problems, errors, dates, files, the model.

Others take from it the frozen values they hand to each other and the helpers that know
nothing of entries, articles or commands.
"""
