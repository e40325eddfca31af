"""Acts of visits: planning under the quiet rule, recording with findings that become tickets, the weekly visit."""
