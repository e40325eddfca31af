"""Django plumbing with no subject: base models, stages, scope, events, tables, files."""
