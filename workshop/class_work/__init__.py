"""Collect a class's work, report on it, settle it, give it back."""
