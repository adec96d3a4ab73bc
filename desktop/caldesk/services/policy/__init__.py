"""What an organisation may settle for a computer: the declared settings, where they come from, and what they forbid."""
