"""The pages. Each module is imported on the page's first visit."""
