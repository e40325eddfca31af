"""The audit log (安全日志), for the auditor."""
