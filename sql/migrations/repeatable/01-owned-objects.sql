-- Everything lanewatch owns in its schema, in the order in which it was made. Owners, rights and the removal of it all
-- follow this list, so a new object is added here in the commit that makes it.

CREATE OR REPLACE FUNCTION @schema@.analytics_owned_objects() RETURNS TABLE (nth integer, kind text, name text)
  LANGUAGE sql IMMUTABLE
  SET search_path = pg_catalog, pg_temp
AS $$
  SELECT * FROM (VALUES
    (1, 'TABLE', 'analytics_schema_version'),
    (2, 'TABLE', 'analytics_refresh_log'),
    (3, 'TABLE', 'analytics_score_quality'),
    (4, 'TABLE', 'analytics_worker'),
    (5, 'TABLE', 'analytics_alert_state'),
    (6, 'TABLE', 'analytics_label'),
    (7, 'FUNCTION', 'analytics_lane_scores(jsonb)'),
    (8, 'MATERIALIZED VIEW', 'mv_lane_score_distribution'),
    (9, 'MATERIALIZED VIEW', 'mv_weakness_patterns'),
    (10, 'MATERIALIZED VIEW', 'mv_agent_progress'),
    (11, 'MATERIALIZED VIEW', 'mv_time_to_first_win'),
    (12, 'TABLE', 'analytics_refresh_queue'),
    (13, 'TYPE', 'analytics_submission_change'),
    (14, 'FUNCTION', 'analytics_queue_many(@schema@.analytics_submission_change[])'),
    (15, 'FUNCTION', 'analytics_queue_submission_changes()'),
    (16, 'FUNCTION', 'analytics_upstream_views(text)'),
    (17, 'FUNCTION', 'analytics_is_behind(text)'),
    (18, 'FUNCTION', 'analytics_refresh_lock_key(text)'),
    (19, 'FUNCTION', 'analytics_require_unique_index(regclass)'),
    (20, 'FUNCTION', 'analytics_count_malformed_scores()'),
    (21, 'PROCEDURE', 'analytics_refresh_one(text, text, jsonb)'),
    (22, 'PROCEDURE', 'analytics_refresh(text, text)'),
    (23, 'TABLE', 'analytics_alert_delivery'),
    (24, 'TABLE', 'analytics_alert_channel'),
    (25, 'TABLE', 'analytics_alert_lead'),
    (26, 'FUNCTION', 'analytics_mute_finding(text, interval)'),
    (27, 'FUNCTION', 'analytics_acknowledge_finding(text, interval)'),
    (28, 'FUNCTION', 'analytics_may_notify()'),
    (29, 'TABLE', 'analytics_slice'),
    (30, 'TABLE', 'analytics_twin_state'),
    (31, 'TABLE', 'analytics_lane_score_distribution'),
    (32, 'TABLE', 'analytics_weakness_patterns'),
    (33, 'TABLE', 'analytics_agent_progress'),
    (34, 'TABLE', 'analytics_time_to_first_win'),
    (35, 'FUNCTION', 'analytics_twins()'),
    (36, 'VIEW', 'analytics_lane_score_distribution_definition'),
    (37, 'VIEW', 'analytics_weakness_patterns_definition'),
    (38, 'VIEW', 'analytics_agent_progress_definition'),
    (39, 'VIEW', 'analytics_time_to_first_win_definition'),
    (40, 'FUNCTION', 'analytics_recompute_twin(text, uuid)'),
    (41, 'FUNCTION', 'analytics_list_slices()'),
    (42, 'FUNCTION', 'analytics_keep_purged_slices()'),
    (43, 'FUNCTION', 'analytics_waiting_slices(integer)'),
    (44, 'FUNCTION', 'analytics_mark_recomputed(uuid, pg_snapshot, boolean, integer)'),
    (45, 'FUNCTION', 'analytics_recompute_slice(uuid)'),
    (46, 'PROCEDURE', 'analytics_refresh_slices(integer, boolean, jsonb)'),
    (47, 'FUNCTION', 'analytics_owned_objects()')
  ) AS object (nth, kind, name)
$$;
