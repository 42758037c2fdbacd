"""Start: choose or make the environment, check the installation, open the lessons."""
