"""One repository per clinical thing: values in, values out, inside one unit of work."""
