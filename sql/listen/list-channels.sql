-- What this session listens on, with the server's clock (epoch in ms).
select
  coalesce((select jsonb_agg(channel) from pg_listening_channels() as channel), '[]') as channels,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms
