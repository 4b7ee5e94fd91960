"""The shared progression core: values in, decision out. Standard library only."""
