"""The course of an episode as charts: one module for each family, one plain function for each chart."""
