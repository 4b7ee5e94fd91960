"""Charts: what a chart shows as plain values, and how it is painted. pyqtgraph is imported with the first chart."""
