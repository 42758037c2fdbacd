"""What the notebooks use: the lesson folder and its exercises."""
