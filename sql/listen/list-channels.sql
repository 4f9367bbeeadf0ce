select pg_listening_channels() as channel
