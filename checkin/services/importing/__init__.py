"""Lists coming in, step by step: from a file to what it says, from that to what changes, and into the database.

`checkin.services.imports` is the way in; what is here knows nothing of jobs.
"""
