"""The lists that collaborations are described with: target groups, activities and districts."""
