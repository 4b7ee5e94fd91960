"""The Qt side: main window, pages, forms, charts, dialogs, theme."""
