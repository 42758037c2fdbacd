"""Run the notebooks and compare every output with the one saved."""
