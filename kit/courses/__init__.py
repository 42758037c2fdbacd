"""What the commands use: editions, own articles, a class's work, validation."""
