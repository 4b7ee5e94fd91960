"""What pages do in the background: short functions that open their own unit of work and return plain values."""
