-- Action: keep the events for whoever follows whole views, and put decided bouts among them; older schemas need neither.
do $$
begin
  if to_regprocedure('analytics_follow_views()') is not null then
    perform analytics_follow_views();
  end if;
end
$$
