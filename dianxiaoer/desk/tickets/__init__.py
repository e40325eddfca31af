"""诉求办理: the queue, one ticket's page, registering at the desk, the terms and words an office keeps."""
