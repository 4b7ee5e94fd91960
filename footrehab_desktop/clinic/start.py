"""Starting the plan: where the patient stands on the first day. From there only accepted decisions move the state."""
