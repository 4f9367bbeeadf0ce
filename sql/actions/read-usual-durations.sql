-- Action: how long a refresh of each view usually takes: the median of its last twenty good ones.
select view_name, percentile_cont(0.5) within group (order by duration_ms) as usual_ms
from (
  select view_name, duration_ms, row_number() over (partition by view_name order by id desc) as nth
  from analytics_refresh_log
  where status = 'succeeded' and started_at > now() - interval '30 days'
) as good
where nth <= 20
group by view_name
