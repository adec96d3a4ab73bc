"""The application layer: what the program does, in plain asyncio, without Qt."""
