"""A department that does not exist, for newcomers to look around in. All of it is our own writing."""
