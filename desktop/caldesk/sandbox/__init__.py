"""The practice site: a local, stateful imitation of the Wix API over real HTTP.

Imports nothing of ours, so that a misreading in the API client cannot be mirrored here and cancel out.
"""
