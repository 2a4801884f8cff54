"""The register at national scale: a seeded generator, the filling of both engines, and the table of page costs."""
