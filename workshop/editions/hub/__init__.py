"""What a hub, a container or Binder needs to have a course: `python -m kit release --for hub`."""
