-- Action: how many slices wait to be computed, without those that were set aside.
select count(*)::int as waiting_count from analytics_waiting_slices(2147483647)
