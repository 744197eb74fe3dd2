"""Every write and every transaction. Services know nothing of HTTP, sockets or serializers."""
