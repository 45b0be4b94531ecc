"""Every act there is, played once, with the records it must leave."""
