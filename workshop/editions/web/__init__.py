"""The edition for the browser: static files that run the lessons with nothing installed."""
