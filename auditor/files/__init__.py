"""The files that people write, and that are answered with file and line: policies, manifest, lock, waivers."""
