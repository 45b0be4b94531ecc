"""Bringing in a folder of Markdown files: what is in it, what it says, and where its links lead here."""
